package dev.jwebhooks.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that a handler never throws, as one that did would take a consumer with it, or be given its job again. */
record GuardedHandler(JobHandler handler) implements JobHandler {
    private static final Logger log = LoggerFactory.getLogger(GuardedHandler.class);

    @Override
    public void handle(Job job) {
        try {
            handler.handle(job);
        } catch (RuntimeException fault) {
            log.error("A job failed; its {} deliveries are due again when their lease ends", job.size(), fault);
        }
    }
}
