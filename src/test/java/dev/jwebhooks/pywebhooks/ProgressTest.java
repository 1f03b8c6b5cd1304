package dev.jwebhooks.pywebhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final SettableClock clock = new SettableClock();
    private final Tally tally = new Tally();

    @Test
    void a_terminal_gets_a_bar_that_is_drawn_over() {
        Progress progress = progress(true);
        tally.countImported(1_500);
        clock.advance(Duration.ofSeconds(1));
        progress.at(DumpTable.ACCOUNTS, 50, tally);
        progress.ended(DumpTable.ACCOUNTS, 100, tally);

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("""
            \r\u001b[K[#######                       ]  25 %  accounts: 1,500 read, 0 skipped\
            \r\u001b[K[###############               ]  50 %  accounts: 1,500 read, 0 skipped
            """);
    }

    @Test
    void anything_else_gets_a_line_every_ten_seconds_and_at_the_end_of_a_table() {
        Progress progress = progress(false);
        progress.at(DumpTable.ACCOUNTS, 10, tally);
        clock.advance(Duration.ofSeconds(10));
        progress.at(DumpTable.ACCOUNTS, 50, tally);
        progress.at(DumpTable.ACCOUNTS, 60, tally);
        progress.ended(DumpTable.ACCOUNTS, 100, tally);
        progress.ended(DumpTable.REGISTRATIONS, 100, tally);

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        " 25 %  accounts: 0 read, 0 skipped",
                        " 50 %  accounts: 0 read, 0 skipped", "100 %  registrations: 0 read, 0 skipped");
    }

    private Progress progress(boolean terminal) {
        return new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), terminal, clock, 200);
    }
}
