package dev.jwebhooks.deliverylog;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.PathId;
import dev.jwebhooks.web.Refused;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/webhook/deliveries}, and {@code /v1/webhook/triggered/{id}}. */
@RestController
@RequestMapping("/v1/webhook")
@EnableConfigurationProperties(DeliveryLogSettings.class)
class DeliveryController {
    private static final int USUAL_LIMIT = 50;
    private static final int LARGEST_LIMIT = 100;

    private final DeliveryLists lists;
    private final LoggedDeliveries deliveries;
    private final Resending resending;
    private final FanOuts fanOuts;
    private final Clock clock;

    DeliveryController(
            DeliveryLists lists, LoggedDeliveries deliveries, Resending resending, FanOuts fanOuts, Clock clock) {
        this.lists = lists;
        this.deliveries = deliveries;
        this.resending = resending;
        this.fanOuts = fanOuts;
        this.clock = clock;
    }

    @GetMapping("/deliveries")
    DeliveryPage list(Caller caller, @RequestParam Map<String, String> parameters) {
        DeliveryFilter filter = DeliveryFilter.of(parameters);
        Cursor after = parameters.containsKey("cursor") ? Cursor.parse(parameters.get("cursor")) : null;
        int limit = limit(parameters.get("limit"));
        return switch (parameters.getOrDefault("as", "receiver")) {
            case "receiver" -> lists.received(caller.id(), filter, after, limit, clock.instant());
            case "publisher" -> lists.published(caller.id(), filter, after, limit, clock.instant());
            default -> throw Refused.badRequest("Invalid as parameter: receiver or publisher");
        };
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL_LIMIT;
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST_LIMIT) {
            throw Refused.badRequest("Invalid limit parameter: 1 to " + LARGEST_LIMIT);
        }
        return Integer.parseInt(text);
    }

    @GetMapping("/deliveries/{id}")
    DeliveryDetail show(Caller caller, @PathVariable String id) {
        return deliveries.show(PathId.parse(id, LoggedDeliveries.UNKNOWN), caller);
    }

    @PostMapping("/deliveries/{id}/retry")
    DeliveryView retry(Caller caller, @PathVariable String id) {
        return resending.resend(PathId.parse(id, LoggedDeliveries.UNKNOWN), caller);
    }

    @GetMapping("/triggered/{id}")
    FanOutView showTriggered(Caller caller, @PathVariable String id) {
        return fanOuts.show(PathId.parse(id, FanOuts.UNKNOWN), caller);
    }
}
