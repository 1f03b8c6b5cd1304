package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BegunJobsTest {
    private static final Instant LEASE = Instant.parse("2026-01-01T00:00:00Z");

    private final BegunJobs begun = new BegunJobs();

    @Test
    void a_job_begins_once_and_its_deliveries_again_with_another_lease() {
        UUID delivery = UUID.randomUUID();

        assertThat(begun.begins(new Job(List.of(delivery), LEASE))).isTrue();
        assertThat(begun.begins(new Job(List.of(delivery), LEASE))).isFalse();
        assertThat(begun.begins(new Job(List.of(delivery), LEASE.plusMillis(1))))
                .isTrue();
        assertThat(begun.begins(new Job(List.of(UUID.randomUUID()), LEASE))).isTrue();
    }

    @Test
    void only_the_last_ones_are_known() {
        Job first = new Job(List.of(UUID.randomUUID()), LEASE);
        begun.begins(first);
        Job last = first;
        for (int i = 0; i < BegunJobs.MOST; i++) {
            last = new Job(List.of(UUID.randomUUID()), LEASE);
            begun.begins(last);
        }

        assertThat(begun.begins(last)).isFalse();
        assertThat(begun.begins(first)).isTrue();
    }
}
