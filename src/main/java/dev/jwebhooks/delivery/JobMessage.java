package dev.jwebhooks.delivery;

import java.util.Objects;
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
    static Optional<Job> read(byte[] body) {
        try {
            // JSON's null is read as none.
            return Optional.ofNullable(JSON.readValue(body, Job.class)).filter(JobMessage::isOurs);
        } catch (JacksonException garbage) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("ConstantValue") // Jackson leaves a missing member null whatever the annotations say
    private static boolean isOurs(Job job) {
        return job.deliveries() != null
                && job.leasedUntil() != null
                && !job.deliveries().isEmpty()
                && job.size() <= Job.LARGEST
                && job.deliveries().stream().noneMatch(Objects::isNull);
    }
}
