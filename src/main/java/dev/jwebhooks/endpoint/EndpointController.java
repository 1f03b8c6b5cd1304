package dev.jwebhooks.endpoint;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.WriteCounts;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/account/pause} and {@code /v1/account/resume}, of the caller's own account. */
@RestController
@RequestMapping("/v1/account")
@EnableConfigurationProperties(EndpointSettings.class)
class EndpointController {
    private final EndpointStore store;
    private final Resumption resumption;
    private final Clock clock;

    EndpointController(EndpointStore store, Resumption resumption, Clock clock) {
        this.store = store;
        this.resumption = resumption;
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
}
