package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobMessageTest {
    private static final String ID = "\"7c9e6679-7425-40de-944b-e07fc1f90ae7\"";

    @Test
    void a_job_is_read_as_it_was_written() {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(Job.LARGEST).toList();
        Job job = new Job(ids, Instant.parse("2026-01-02T03:04:05.678901Z"));

        assertThat(JobMessage.read(JobMessage.write(job))).contains(job);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "null",
                "true",
                "5",
                "1e999999999",
                "\"\"",
                "\"job\"",
                "[]",
                "[null]",
                "{}",
                "{\"other\": 1}",
                "{\"deliveries\": null, \"leasedUntil\": \"2999-01-01T00:00:00Z\"}",
                "{\"deliveries\": [], \"leasedUntil\": \"2999-01-01T00:00:00Z\"}",
                "{\"deliveries\": [null], \"leasedUntil\": \"2999-01-01T00:00:00Z\"}",
                "{\"deliveries\": [" + ID + ", null], \"leasedUntil\": \"2999-01-01T00:00:00Z\"}",
                "{\"deliveries\": [[" + ID + "]], \"leasedUntil\": \"2999-01-01T00:00:00Z\"}",
                "{\"deliveries\": [\"x\"], \"leasedUntil\": \"2999-01-01T00:00:00Z\"}",
                "{\"deliveries\": {}, \"leasedUntil\": \"2999-01-01T00:00:00Z\"}",
                "{\"deliveries\": [" + ID + "]}",
                "{\"deliveries\": [" + ID + "], \"leasedUntil\": null}",
                "{\"deliveries\": [" + ID + "], \"leasedUntil\": \"soon\"}",
                "{\"deliveries\": [" + ID + "], \"leasedUntil\": [1, 2]}",
                "{\"deliveries\": [" + ID + "], \"leasedUntil\": 9223372036854775807}"
            })
    void what_is_no_job_is_none(String garbage) {
        assertThat(JobMessage.read(garbage.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    static Stream<byte[]> huge() {
        String ids = Stream.generate(() -> ID).limit(Job.LARGEST + 1).collect(Collectors.joining(","));
        return Stream.of(
                new byte[1_000_000],
                "[".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII),
                "9".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII),
                ("\"" + "x".repeat(30_000_000) + "\"").getBytes(StandardCharsets.US_ASCII),
                "{\"deliveries\": [%s], \"leasedUntil\": \"2999-01-01T00:00:00Z\"}"
                        .formatted(ids)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("huge")
    void nor_is_what_is_larger_than_any(byte[] garbage) {
        assertThat(JobMessage.read(garbage)).isEmpty();
    }
}
