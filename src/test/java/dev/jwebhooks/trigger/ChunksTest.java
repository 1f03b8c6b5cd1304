package dev.jwebhooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private final UUID slow = UUID.randomUUID();
    private final Chunks chunks = new Chunks(1_000);

    @Test
    void the_chunk_of_one_whose_filters_take_too_long_shrinks_to_one_subscriber() {
        chunks.shrink(slow);
        assertThat(chunks.of(slow)).isEqualTo(125);

        for (int i = 0; i < 3; i++) {
            chunks.shrink(slow);
        }
        assertThat(chunks.of(slow)).isEqualTo(1);
    }

    @Test
    void that_of_the_others_stays() {
        chunks.shrink(slow);

        assertThat(chunks.of(UUID.randomUUID())).isEqualTo(1_000);
    }

    @Test
    void it_grows_again_with_each_turn_that_is_done_in_time_up_to_the_largest() {
        chunks.shrink(slow);

        chunks.grow(slow);
        assertThat(chunks.of(slow)).isEqualTo(250);
        chunks.grow(slow);
        chunks.grow(slow);
        assertThat(chunks.of(slow)).isEqualTo(1_000);
        chunks.grow(slow);
        assertThat(chunks.of(slow)).isEqualTo(1_000);
    }

    @Test
    void nothing_is_remembered_of_who_has_nothing_waiting() {
        chunks.shrink(slow);

        chunks.forget();

        assertThat(chunks.of(slow)).isEqualTo(1_000);
    }
}
