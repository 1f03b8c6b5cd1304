package dev.jwebhooks.delivery;

import java.util.List;

/**
 * Carries jobs from whoever leased their deliveries to a worker. It may lose them: what is lost is leased again when
 * its lease is over. It may hand one out twice, and does all it can not to: the second one finds its lease gone only
 * once the outcomes of the first are recorded, and until then the same deliveries are sent twice.
 */
interface JobQueue {
    /** One consumer reads from Postgres while another waits for a place at an endpoint. */
    int CONSUMERS = 4;

    /** Returns when the queue has every job. */
    void publish(List<Job> jobs) throws QueueUnavailable;

    /** What there was when it was last looked; none where the queue could not be reached. */
    Room room();

    /** Looks again, which may wait for a broker, and tells what {@link #room} tells from now on. */
    Room lookForRoom();

    /** Starts giving jobs to the handler. */
    void consume(JobHandler handler);

    /**
     * Ends what {@link #consume} began, when the handler has returned from the jobs it was given. Returns the jobs that
     * nobody will do now.
     */
    List<Job> stopConsuming();
}
