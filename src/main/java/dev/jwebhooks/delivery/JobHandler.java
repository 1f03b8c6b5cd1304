package dev.jwebhooks.delivery;

/** Does the work of a job. */
@FunctionalInterface
interface JobHandler {
    /**
     * Returns when each of the job's deliveries is under way or back in the schedule, which is when the queue may
     * forget the job: from then on its lease alone brings back what a crash leaves. May block to slow the queue down.
     * Never throws.
     */
    void handle(Job job);
}
