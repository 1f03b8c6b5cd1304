package dev.jwebhooks.subscription;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.OptionalBody;
import dev.jwebhooks.web.PageAnswer;
import dev.jwebhooks.web.PageRange;
import dev.jwebhooks.web.PathId;
import dev.jwebhooks.web.Refused;
import dev.jwebhooks.web.WriteCounts;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/webhook/subscription} and {@code /v1/webhook/subscriptions}. */
@RestController
@RequestMapping("/v1/webhook")
class SubscriptionController {
    private static final String LIST = "subscriptions";

    private final Subscriptions subscriptions;

    SubscriptionController(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @PostMapping("/subscription/{registrationId}")
    @ResponseStatus(HttpStatus.CREATED)
    SubscriptionView subscribe(Caller caller, @PathVariable String registrationId, OptionalBody body) {
        return subscriptions.subscribe(
                caller, PathId.parse(registrationId, Subscriptions.UNKNOWN_REGISTRATION), body.value("filter"));
    }

    @PatchMapping("/subscription/{id}")
    WriteCounts change(Caller caller, @PathVariable String id, JsonBody body) {
        if (!body.has("filter")) {
            throw Refused.badRequest("Missing filter field: a filter, or null for none");
        }
        return WriteCounts.updated(
                subscriptions.filter(PathId.parse(id, Subscriptions.UNKNOWN), caller, body.optional("filter")));
    }

    @GetMapping("/subscription")
    ResponseEntity<Map<String, Object>> listOwn(Caller caller, PageRange range) {
        return PageAnswer.of(LIST, subscriptions.pageOfOwn(caller, range), range);
    }

    @GetMapping("/subscriptions")
    ResponseEntity<Map<String, Object>> listAll(Caller caller, PageRange range) {
        return PageAnswer.of(LIST, subscriptions.page(caller, range), range);
    }

    @DeleteMapping("/subscription/{id}")
    WriteCounts delete(Caller caller, @PathVariable String id) {
        return WriteCounts.deleted(subscriptions.delete(PathId.parse(id, Subscriptions.UNKNOWN), caller));
    }

    @DeleteMapping("/subscriptions")
    WriteCounts deleteAll(Caller caller) {
        caller.requireAdmin();
        return WriteCounts.deleted(subscriptions.deleteAll());
    }
}
