package dev.jwebhooks.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Every error's body.
 *
 * @param problems what is wrong place by place, where there is such a thing to tell
 */
record ErrorBody(
        @JsonProperty("Error") String error,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> problems) {
    ErrorBody(String error) {
        this(error, List.of());
    }

    /** The body where Spring does not write it; the text has nothing that JSON escapes. */
    static String json(String plainText) {
        return "{\"Error\":\"" + plainText + "\"}";
    }
}
