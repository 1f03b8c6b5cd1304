package dev.jwebhooks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultTest {
    private final Result result = new Result();

    @Test
    void a_figure_whose_median_reaches_its_goal_is_no_miss() {
        result.goal("p99 ms", Goal.atMost(30, 15));
        result.add("p99 ms", 10);
        result.add("p99 ms", 20);
        result.add("p99 ms", 90);

        assertThat(result.misses()).isEmpty();
    }

    @Test
    void one_that_does_not_is_told() {
        result.goal("p99 ms", Goal.atMost(30, 15));
        result.add("p99 ms", 40);

        assertThat(result.misses()).containsExactly("p99 ms: 40.0, not ≤ 30.0, aim 15.0");
    }

    @Test
    void a_goal_for_what_was_never_measured_is_missed() {
        result.goal("p99 ms", Goal.atMost(30, 15));
        result.goal("delivered/s, % of before", Goal.atLeast(95, 100));
        result.ratio("delivered/s, % of before", "now: delivered/s", "before: delivered/s");

        assertThat(result.misses())
                .containsExactly(
                        "p99 ms: not measured, not ≤ 30.0, aim 15.0",
                        "delivered/s, % of before: not measured, not ≥ 95.0, aim 100");
    }
}
