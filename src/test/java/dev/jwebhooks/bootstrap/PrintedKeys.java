package dev.jwebhooks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The admin's keys, as PyWebhooks prints them. */
final class PrintedKeys {
    static final Pattern LINE =
            Pattern.compile("^\\{'secret_key': '[0-9a-f]{40}', 'api_key': '([0-9a-f]{40})'}$", Pattern.MULTILINE);

    private PrintedKeys() {}

    static String apiKey(String output) {
        Matcher keys = LINE.matcher(output);
        assertThat(keys.find()).as(output).isTrue();
        return keys.group(1);
    }
}
