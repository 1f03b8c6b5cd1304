package dev.jwebhooks.delivery;

/** Does the work of a job. */
@FunctionalInterface
interface JobHandler {
    /** May return before the work is done, and may block to slow the queue down. Never throws. */
    void handle(Job job, Acknowledgement acknowledgement);

    /** Told once, from any thread, when everything the job led to is in Postgres. */
    @FunctionalInterface
    interface Acknowledgement {
        void acknowledge();
    }
}
