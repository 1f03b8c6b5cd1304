package dev.jwebhooks.endpoint;

import dev.jwebhooks.delivery.DeliveryOptions;
import dev.jwebhooks.outbound.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an account wants its deliveries, as the API shows it; null is as for everybody.
 *
 * @param headers the names alone: a value may be a secret
 */
record OptionsView(
        @Nullable List<String> retrySchedule,
        @Nullable String requestTimeout,
        @Nullable Integer deliveriesPerSecond,
        List<String> headers) {
    static OptionsView of(DeliveryOptions options) {
        return new OptionsView(
                options.waits() == null
                        ? null
                        : options.waits().stream().map(DurationText::of).toList(),
                options.requestTimeout() == null ? null : DurationText.of(options.requestTimeout()),
                options.perSecond(),
                options.headers().stream().map(Header::name).toList());
    }
}
