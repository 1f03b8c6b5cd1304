package dev.jwebhooks.trigger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.jwebhooks.web.Problem;
import dev.jwebhooks.web.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to one message of a list: what its own call would be.
 *
 * @param status 201, or that of the error
 * @param error what is wrong; null where it fired
 * @param triggeredWebhook what it fired; null where it did not
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ListedAnswer(
        int status,
        @Nullable TriggeredView triggeredWebhook,
        @JsonProperty("Error") @Nullable String error,
        List<Problem> problems) {
    private static final int CREATED = 201;

    static ListedAnswer of(TriggeredView fired) {
        return new ListedAnswer(CREATED, fired, null, List.of());
    }

    static ListedAnswer of(Refused refused) {
        return new ListedAnswer(refused.statusCode(), null, refused.getMessage(), refused.problems());
    }
}
