package dev.jwebhooks.web;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Every error's body. */
record ErrorBody(@JsonProperty("Error") String error) {
    /** The body where Spring does not write it; the text has nothing that JSON escapes. */
    static String json(String plainText) {
        return "{\"Error\":\"" + plainText + "\"}";
    }
}
