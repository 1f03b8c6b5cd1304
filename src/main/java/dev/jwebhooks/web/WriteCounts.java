package dev.jwebhooks.web;

/** The answer to deletes and updates: how many records met which fate, in the names PyWebhooks has from RethinkDB. */
public record WriteCounts(int deleted, int errors, int inserted, int replaced, int skipped, int unchanged) {
    /** So many records are gone. */
    public static WriteCounts deleted(int count) {
        return new WriteCounts(count, 0, 0, 0, 0, 0);
    }

    /** One record was written, and did or did not differ from what stood there. */
    public static WriteCounts updated(boolean changed) {
        return changed ? new WriteCounts(0, 0, 0, 1, 0, 0) : new WriteCounts(0, 0, 0, 0, 0, 1);
    }
}
