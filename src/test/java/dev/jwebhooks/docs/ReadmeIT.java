package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.JWebhooks;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Ports;
import dev.jwebhooks.service.ServiceProcess;
import dev.jwebhooks.service.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README shows, as somebody does it who reads it for the first time; but for the ports, which may be taken.
 */
class ReadmeIT {
    private static final String NOT_RUN = "the README's quick start was not run: nothing tells whether it is right";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern SETTING = Pattern.compile("^(?<name>JWEBHOOKS_[A-Z_]+)=(?<value>\\S+) ");

    @TempDir
    private Path folder;

    @Test
    void the_quick_start_goes_as_it_shows() throws IOException {
        Shell.require("curl", NOT_RUN);
        Shell.require("python3", NOT_RUN);
        List<Fence> start = section("## Start", "## A webhook within a minute");
        List<Fence> works = section("## A webhook within a minute", "### An endpoint that fails");
        List<Fence> fails = section("### An endpoint that fails", "## On servers");
        try (ServiceProcess service = start(works.getFirst()).awaitHealthy()) {
            assertThat(service.output())
                    .containsPattern(Printed.as(start.getLast().text()));
            Walk walk = new Walk(folder, service.port(), Ports.free());
            try {
                walk.follow(works.subList(1, works.size()));
                awaitReceived(walk, works.getLast());

                walk.stopReceiver();
                walk.follow(fails);
                Fence log = fails.getLast();
                awaitReceived(walk, fails.get(fails.indexOf(log) - 1));
            } finally {
                walk.stopReceiver();
            }
            await().until(() ->
                    walk.output("call $JW/account/$(field id anna.json) $ANNA").contains("\"failed_count\":0"));
            assertThat(service.output())
                    .containsPattern(Printed.as(fails.getLast().text()));
        }
    }

    @Test
    void beginning_anew_prints_what_it_shows() throws IOException {
        List<Fence> servers = section("## On servers", "## Beside others");
        assertThat(servers.get(servers.size() - 2).text()).endsWith("--initdb\n");

        String printed = ServiceProcess.start(
                        JWebhooks.class,
                        folder,
                        List.of(
                                "--initdb",
                                "--spring.datasource.url=" + Databases.create(),
                                "--spring.datasource.username=postgres"))
                .outputAtExit(0);

        assertThat(printed).matches(Printed.as(servers.getLast().text()));
    }

    private static void awaitReceived(Walk walk, Fence shown) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(walk.received()).isEqualTo(shown.text()));
    }

    /** Set as an argument what is set in the environment there. */
    private ServiceProcess start(Fence shown) {
        Matcher setting = SETTING.matcher(shown.text());
        assertThat(setting.find()).as(shown.text()).isTrue();
        String name = setting.group("name").toLowerCase(Locale.ROOT).replace('_', '.');
        return ServiceProcess.start(JWebhooks.class, folder, List.of("--" + name + "=" + setting.group("value")));
    }

    private static List<Fence> section(String from, String to) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(readme).containsSubsequence("\n" + from + "\n", "\n" + to + "\n");
        return Fence.all(readme.substring(readme.indexOf(from), readme.indexOf(to)));
    }
}
