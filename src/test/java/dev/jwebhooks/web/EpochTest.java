package dev.jwebhooks.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochTest {
    @ParameterizedTest
    @CsvSource({
        "2015-09-02T03:29:10.515677Z,    1441164550.515677",
        "2015-09-02T03:29:10.515677999Z, 1441164550.515677",
        "2015-09-02T03:29:10.500Z,       1441164550.5",
        "2015-09-02T03:29:10Z,           1441164550.0",
        "2015-09-02T03:30:00Z,           1441164600.0",
        "2015-09-02T03:29:10.000001Z,    1441164550.000001"
    })
    void a_moment_is_told_in_seconds_with_microseconds(Instant moment, String seconds) {
        assertThat(Epoch.of(moment).seconds().toPlainString()).isEqualTo(seconds);
    }
}
