package dev.jwebhooks.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        120                           | PT2M
        0                             | PT0S
        Sat, 31 Jan 2026 12:05:00 GMT | PT5M
        Sat, 31 Jan 2026 11:05:00 GMT | PT0S
        86400                         | PT24H
        86401                         | PT24H
        999999999                     | PT24H
        9999999999                    | PT24H
        99999999999999999999999999999 | PT24H
        00000000000000000120          | PT2M
        Thu, 31 Jan 2036 12:00:00 GMT | PT24H
        -5                            | PT0S
        soon                          | PT0S
        1.5                           | PT0S
        """)
    void seconds_or_a_date_a_day_at_most(String header, Duration wait) {
        assertThat(RetryAfter.of(List.of(new Header("retry-after", header)), NOW))
                .isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource({"Retry", "Date"})
    void other_headers_tell_nothing(String name) {
        assertThat(RetryAfter.of(List.of(new Header(name, "120")), NOW)).isZero();
    }
}
