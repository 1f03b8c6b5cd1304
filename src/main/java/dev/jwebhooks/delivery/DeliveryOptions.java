package dev.jwebhooks.delivery;

import dev.jwebhooks.outbound.Header;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an account wants its deliveries.
 *
 * @param waits its own retry schedule, or null for everybody's
 * @param requestTimeout its own, or null for everybody's
 * @param perSecond the most attempts that are to begin in a second, or null for any number
 * @param headers of its own, sent with each of its deliveries
 */
public record DeliveryOptions(
        @Nullable List<Duration> waits,
        @Nullable Duration requestTimeout,
        @Nullable Integer perSecond,
        List<Header> headers) {
    /** As for everybody. */
    public static final DeliveryOptions USUAL = new DeliveryOptions(null, null, null, List.of());

    /** How long an endpoint has for its whole answer. */
    public Duration timeoutWithin(DeliveryLimits limits) {
        if (requestTimeout == null) {
            return limits.usualRequestTimeout();
        }
        // The operator may have made less of it than it was when it was chosen.
        Duration longest = limits.longestRequestTimeout();
        return requestTimeout.compareTo(longest) > 0 ? longest : requestTimeout;
    }

    /** The headers of a request to such an account: its own, the event's name, and the signatures. */
    public List<Header> headersOf(String event, List<Header> signatures) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("event", event));
        all.addAll(signatures);
        return all;
    }

    /** The columns of {@code accounts a} that {@link #read} takes. */
    public static final String COLUMNS =
            "a.retry_schedule, a.request_timeout_ms, a.rate_per_second, a.header_names, a.header_values";

    /** From a row with these columns. */
    public static DeliveryOptions read(ResultSet row) throws SQLException {
        List<Duration> waits = waits(row);
        Integer timeout = row.getObject("request_timeout_ms", Integer.class);
        Integer perSecond = row.getObject("rate_per_second", Integer.class);
        List<Header> headers = headers(row);
        // Nearly all accounts share one.
        return waits == null && timeout == null && perSecond == null && headers.isEmpty()
                ? USUAL
                : new DeliveryOptions(waits, timeout == null ? null : Duration.ofMillis(timeout), perSecond, headers);
    }

    private static @Nullable List<Duration> waits(ResultSet row) throws SQLException {
        if (row.getArray("retry_schedule") == null) {
            return null;
        }
        Long[] millis = (Long[]) row.getArray("retry_schedule").getArray();
        return Stream.of(millis).map(Duration::ofMillis).toList();
    }

    private static List<Header> headers(ResultSet row) throws SQLException {
        if (row.getArray("header_names") == null) {
            return List.of();
        }
        String[] names = (String[]) row.getArray("header_names").getArray();
        String[] values = (String[]) row.getArray("header_values").getArray();
        List<Header> headers = new ArrayList<>(names.length);
        for (int i = 0; i < names.length; i++) {
            headers.add(new Header(names[i], values[i]));
        }
        return headers;
    }
}
