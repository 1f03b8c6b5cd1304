package dev.jwebhooks.pywebhooks;

import dev.jwebhooks.json.JsonValue;
import java.util.Map;

/** What stands in a table's file: a record, or something that is none. */
sealed interface Entry {
    /** Which of the file's entries it is, from 1. */
    long number();

    /**
     * A record as it was read.
     *
     * @param bytes how long it was in the file
     */
    record Found(long number, Map<String, JsonValue> fields, int bytes) implements Entry {}

    /**
     * Something that cannot be read.
     *
     * @param reason one of few, to be counted by
     * @param detail where and how, for whoever looks for it
     */
    record Broken(long number, String reason, String detail) implements Entry {}
}
