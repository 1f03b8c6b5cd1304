package dev.jwebhooks.recovery;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.PathId;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/webhook/deliveries/recover} and {@code /v1/webhook/recoveries}. */
@RestController
@RequestMapping("/v1/webhook")
@EnableConfigurationProperties(RecoverySettings.class)
class RecoveryController {
    private final Recoveries recoveries;
    private final Clock clock;

    RecoveryController(Recoveries recoveries, Clock clock) {
        this.recoveries = recoveries;
        this.clock = clock;
    }

    @PostMapping("/deliveries/recover")
    @ResponseStatus(HttpStatus.CREATED)
    RecoveryView begin(Caller caller, JsonBody body) {
        return recoveries.begin(RecoveryRequest.of(body, clock.instant()), caller);
    }

    @GetMapping("/recoveries/{id}")
    RecoveryView show(Caller caller, @PathVariable String id) {
        return recoveries.show(PathId.parse(id, Recoveries.UNKNOWN), caller);
    }

    @PostMapping("/recoveries/{id}/stop")
    RecoveryView stop(Caller caller, @PathVariable String id) {
        return recoveries.stop(PathId.parse(id, Recoveries.UNKNOWN), caller);
    }
}
