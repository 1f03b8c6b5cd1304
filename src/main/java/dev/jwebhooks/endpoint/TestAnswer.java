package dev.jwebhooks.endpoint;

import dev.jwebhooks.outbound.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came back of a test event.
 *
 * @param tookMs until the answer or the failure, in milliseconds
 * @param status the endpoint's, or null when it gave none
 * @param error why there is none, beginning with its class, or null
 * @param headers a line each, up to 100
 * @param body the first 4 KB, what is no UTF-8 in them replaced
 */
record TestAnswer(
        long tookMs,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable List<String> headers,
        @Nullable String body) {
    private static final int MOST_OF_BODY = 4 * 1024;

    static TestAnswer of(Answer answer) {
        return switch (answer) {
            case Answer.Answered answered ->
                new TestAnswer(
                        answered.took().toMillis(),
                        answered.status(),
                        null,
                        answered.headers().stream()
                                .map(header -> header.name() + ": " + header.value())
                                .toList(),
                        text(answered.body()));
            case Answer.Unanswered none ->
                new TestAnswer(none.took().toMillis(), null, none.reason() + ": " + none.text(), null, null);
        };
    }

    private static String text(byte[] body) {
        return new String(body, 0, Math.min(body.length, MOST_OF_BODY), StandardCharsets.UTF_8);
    }
}
