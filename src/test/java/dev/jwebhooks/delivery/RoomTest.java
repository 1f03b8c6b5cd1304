package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomTest {
    @ParameterizedTest
    @CsvSource({"0, AMPLE", "24, AMPLE", "25, LITTLE", "99, LITTLE", "100, NONE", "5000000000, NONE"})
    void turnsFillAQuarterOfTheBacklogAndCallsAllOfIt(long jobs, Room room) {
        assertThat(Room.of(jobs, 100)).isEqualTo(room);
    }

    @Test
    void theLeastBacklogStillHasRoomForTurnsWhenNothingIsInIt() {
        assertThat(Room.of(0, 1)).isEqualTo(Room.AMPLE);
        assertThat(Room.of(1, 1)).isEqualTo(Room.NONE);
    }
}
