package dev.jwebhooks.endpoint;

import dev.jwebhooks.delivery.DeliveryLimits;
import dev.jwebhooks.delivery.DeliveryOptions;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.WriteCounts;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code pause}, {@code resume}, {@code test} and {@code delivery} below {@code /v1/account}, of the caller's own. */
@RestController
@RequestMapping("/v1/account")
@EnableConfigurationProperties(EndpointSettings.class)
class EndpointController {
    private final EndpointStore store;
    private final Resumption resumption;
    private final Pacing pacing;
    private final OptionsStore options;
    private final OptionsChange change;
    private final TestEvent test;
    private final Clock clock;

    EndpointController(
            EndpointStore store,
            Resumption resumption,
            Pacing pacing,
            OptionsStore options,
            DeliveryLimits limits,
            TestEvent test,
            Clock clock) {
        this.store = store;
        this.resumption = resumption;
        this.pacing = pacing;
        this.options = options;
        this.change = new OptionsChange(limits);
        this.test = test;
        this.clock = clock;
    }

    @PostMapping("/pause")
    WriteCounts pause(Caller caller) {
        return WriteCounts.updated(store.pause(caller.id(), clock.instant()) > 0);
    }

    @PostMapping("/resume")
    WriteCounts resume(Caller caller) {
        boolean resumed = store.resume(caller.id(), clock.instant()) > 0;
        resumption.wake();
        return WriteCounts.updated(resumed);
    }

    @PostMapping("/test")
    TestAnswer test(Caller caller) {
        return test.send(caller.id());
    }

    @GetMapping("/delivery")
    OptionsView showOptions(Caller caller) {
        return OptionsView.of(options.find(caller.id()));
    }

    @PatchMapping("/delivery")
    OptionsView changeOptions(Caller caller, JsonBody body) {
        DeliveryOptions changed = options.change(caller.id(), clock.instant(), change.of(body));
        resumption.wake();
        pacing.wake();
        return OptionsView.of(changed);
    }
}
