package dev.jwebhooks.trigger;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.JsonList;
import dev.jwebhooks.web.OptionalBody;
import dev.jwebhooks.web.PageAnswer;
import dev.jwebhooks.web.PageRange;
import dev.jwebhooks.web.PathId;
import dev.jwebhooks.web.Refused;
import java.util.List;
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
    private final Messages messages;
    private final MessageList list;
    private final TriggeredList triggered;

    TriggerController(Triggers triggers, Messages messages, MessageList list, TriggeredList triggered) {
        this.triggers = triggers;
        this.messages = messages;
        this.list = list;
        this.triggered = triggered;
    }

    @PostMapping("/{registrationId}")
    @ResponseStatus(HttpStatus.CREATED)
    TriggeredView fire(
            Caller caller,
            @PathVariable String registrationId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            OptionalBody body) {
        Shot shot = Shot.of(PathId.parse(registrationId, Answer.UNKNOWN), caller.id());
        Optional<EventData> eventData = body.value("event_data").map(EventData::of);
        if (key == null && eventData.isEmpty()) {
            return triggers.fire(shot);
        }
        IdempotencyKey parsed = IdempotencyKey.ofHeader(key).orElse(null);
        return messages.send(Message.of(shot, eventData.orElse(null), parsed));
    }

    @PostMapping
    Map<String, List<ListedAnswer>> fireAll(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            JsonList body) {
        if (key != null) {
            // Passed over, it would let its caller believe that the list can be sent again.
            throw Refused.badRequest("A list has no " + IdempotencyKey.HEADER
                    + " header; give each message an idempotency_key of its own");
        }
        return Map.of("answers", list.send(caller, body));
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> list(Caller caller, PageRange range) {
        TriggeredList.Page page = triggered.page(range);
        return PageAnswer.of("triggered_webhooks", page.shown(), range, page.isFull());
    }
}
