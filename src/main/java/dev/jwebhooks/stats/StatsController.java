package dev.jwebhooks.stats;

import dev.jwebhooks.web.Caller;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/account/stats}, of the caller's own account. */
@RestController
@RequestMapping("/v1/account/stats")
class StatsController {
    private final StatsStore stats;
    private final Clock clock;

    StatsController(StatsStore stats, Clock clock) {
        this.stats = stats;
        this.clock = clock;
    }

    @GetMapping
    StatsView show(
            Caller caller,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String step) {
        Steps steps = Steps.of(since, until, step, clock.instant());
        return StatsView.of(steps, stats.read(caller.id(), steps));
    }
}
