package dev.jwebhooks.trigger;

import dev.jwebhooks.json.PythonJson;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.OptionalBody;
import dev.jwebhooks.web.PageAnswer;
import dev.jwebhooks.web.PageRange;
import dev.jwebhooks.web.PathId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/webhook/triggered}. */
@RestController
@RequestMapping("/v1/webhook/triggered")
@EnableConfigurationProperties(TriggerSettings.class)
class TriggerController {
    private final Triggers triggers;
    private final TriggeredList triggered;

    TriggerController(Triggers triggers, TriggeredList triggered) {
        this.triggers = triggers;
        this.triggered = triggered;
    }

    @PostMapping("/{registrationId}")
    @ResponseStatus(HttpStatus.CREATED)
    TriggeredView fire(
            Caller caller,
            @PathVariable String registrationId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            OptionalBody body) {
        Shot shot = Shot.of(PathId.parse(registrationId, Triggers.UNKNOWN), caller.id());
        Optional<String> eventData = body.value("event_data").map(PythonJson::dumps);
        if (key == null && eventData.isEmpty()) {
            return triggers.fire(shot);
        }
        return triggers.send(new Message(
                shot, eventData.orElse(null), IdempotencyKey.ofHeader(key).orElse(null)));
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> list(Caller caller, PageRange range) {
        return PageAnswer.of("triggered_webhooks", triggered.page(range), range);
    }
}
