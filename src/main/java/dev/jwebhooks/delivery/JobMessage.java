package dev.jwebhooks.delivery;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A job as a message's body: JSON, so that an operator can read what lies in the queue. */
final class JobMessage {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JobMessage() {}

    static byte[] write(Job job) {
        return JSON.writeValueAsBytes(job);
    }

    /** Empty when the bytes are no job of ours. */
    @SuppressWarnings("ConstantValue") // Jackson leaves a missing member null whatever the annotations say
    static Optional<Job> read(byte[] body) {
        try {
            Job job = JSON.readValue(body, Job.class);
            return job.deliveries() == null || job.leasedUntil() == null ? Optional.empty() : Optional.of(job);
        } catch (JacksonException garbage) {
            return Optional.empty();
        }
    }
}
