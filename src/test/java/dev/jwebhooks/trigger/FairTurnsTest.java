package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FairTurnsTest {
    private static final Duration LONG = Duration.ofMillis(250);
    private static final Duration SHORT = Duration.ofMillis(5);

    private final UUID quick = new UUID(9, 9);
    private final List<UUID> slow =
            Stream.iterate(1L, i -> i + 1).limit(100).map(i -> new UUID(0, i)).toList();
    private final FairTurns turns = new FairTurns(LONG);

    @Test
    void who_needs_little_waits_for_one_turn_of_those_who_need_much() {
        turns.took(turns.next(List.of(quick)), SHORT);

        for (int i = 0; i < 40; i++) {
            assertThat(turns.next(with(quick))).as("turn %s", i).isEqualTo(quick);
            turns.took(quick, SHORT);
            turns.took(turns.next(slow), LONG.plusMillis(i));
        }
    }

    @Test
    void one_that_is_not_known_waits_for_others_that_are_not_once_alone() {
        for (int i = 0; i < 100; i++) {
            turns.took(turns.next(with(quick)), LONG);
        }

        assertThat(turns.next(with(quick))).isEqualTo(quick);
    }

    @Test
    void those_who_need_much_take_turns_too() {
        List<UUID> had = new ArrayList<>();
        slow.forEach(_ -> {
            UUID next = turns.next(slow);
            turns.took(next, LONG);
            had.add(next);
        });

        assertThat(had).containsExactlyElementsOf(slow);
    }

    @Test
    void who_needs_much_has_its_turn_however_much_those_who_need_little_fire() {
        UUID other = slow.getFirst();
        turns.took(turns.next(List.of(quick)), SHORT);
        turns.took(turns.next(List.of(other)), LONG);

        List<UUID> had = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            UUID next = turns.next(List.of(quick, other));
            turns.took(next, next.equals(quick) ? SHORT : LONG);
            had.add(next);
        }

        assertThat(had).contains(other);
    }

    @Test
    void who_was_away_does_not_go_first_until_that_is_made_up_for() {
        slow.forEach(_ -> turns.took(turns.next(slow), LONG));
        slow.forEach(_ -> turns.took(turns.next(slow), LONG));

        assertThat(turns.next(with(quick))).isEqualTo(quick);
        turns.took(quick, LONG.plus(SHORT));
        assertThat(turns.next(with(quick))).isNotEqualTo(quick);
    }

    @Test
    void who_goes_and_comes_again_has_still_used_what_it_used() {
        UUID one = slow.getFirst();
        UUID other = slow.getLast();
        turns.took(turns.next(List.of(one)), LONG);
        turns.took(turns.next(List.of(other)), SHORT);
        turns.took(turns.next(List.of(other)), SHORT);

        assertThat(turns.next(List.of(one, other))).isEqualTo(other);
    }

    private List<UUID> with(UUID last) {
        return Stream.concat(slow.stream(), Stream.of(last)).toList();
    }
}
