package dev.jwebhooks.deliverylog;

import static java.util.stream.Collectors.joining;

import dev.jwebhooks.delivery.StatementTime;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What became of a trigger, for who fired it and the admin. All of its deliveries are read to count them, so the time
 * for it is bounded.
 */
@Component
class FanOuts {
    static final String UNKNOWN = "The triggered id does not exist";

    /**
     * As SQL, of a trigger {@code t}: that somebody fired it. A notice, which is of no registration, is fired by
     * nobody; an instance of the version before may still write whom it is about in that place.
     */
    static final String IS_FIRED = "t.registration_id <> '00000000-0000-0000-0000-000000000000'";

    /** Each holds a connection for as long as it counts; callers wait for theirs without one. */
    private static final int AT_ONCE = 4;

    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    // A column for each status: the trigger is read once, and not once for each status.
    private static final String COUNTS = Arrays.stream(DeliveryStatus.values())
            .map(status -> "count(*) filter (where status = '%1$s') as %1$s".formatted(status.text()))
            .collect(joining(", "));

    private final JdbcClient jdbc;
    private final StatementTime time;
    private final Duration timeout;
    private final Semaphore counting = new Semaphore(AT_ONCE);
    private final Clock clock;

    FanOuts(JdbcClient jdbc, StatementTime time, DeliveryLogSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.time = time;
        this.timeout = settings.countTimeout();
        this.clock = clock;
    }

    /** @throws Refused 404 where there is none, 401 where the caller did not fire it, 503 where counting takes long */
    FanOutView show(UUID id, Caller caller) {
        requirePublisher(id, caller);
        if (!isMyTurn()) {
            throw takesTooLong(id);
        }
        try {
            return time.within(timeout, () -> count(id));
        } catch (QueryTimeoutException tooMany) {
            throw takesTooLong(id);
        } finally {
            counting.release();
        }
    }

    private boolean isMyTurn() {
        try {
            return counting.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Refused takesTooLong(UUID id) {
        return Refused.unavailable(
                "Counting its deliveries takes too long now; try again later, or list them with"
                        + " GET /v1/webhook/deliveries?as=publisher&triggered_id=" + id,
                TRY_AGAIN);
    }

    private void requirePublisher(UUID id, Caller caller) {
        UUID publisher = jdbc.sql("""
            select case when %s and t.account_id is not null then t.account_id else :nobody end
            from triggered_webhooks t where t.id = :id
            """.formatted(IS_FIRED))
                .param("id", id)
                .param("nobody", new UUID(0, 0))
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> Refused.notFound(UNKNOWN));
        caller.requireOwner(publisher);
    }

    private FanOutView count(UUID id) {
        return jdbc.sql("""
            select t.id, t.registration_id, t.event, t.epoch,
                   not exists (select from fan_outs where triggered_id = t.id) as complete, c.*
            from triggered_webhooks t cross join lateral (
                select %s from (select %s as status from deliveries d where d.triggered_id = t.id) s
            ) c
            where t.id = :id
            """.formatted(COUNTS, DeliveryStatus.SQL))
                .param("id", id)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(FanOuts::read)
                .optional()
                .orElseThrow(() -> Refused.notFound(UNKNOWN));
    }

    private static FanOutView read(ResultSet row, int number) throws SQLException {
        Map<DeliveryStatus, Long> deliveries = new EnumMap<>(DeliveryStatus.class);
        for (DeliveryStatus status : DeliveryStatus.values()) {
            deliveries.put(status, row.getLong(status.text()));
        }
        return new FanOutView(
                row.getObject("id", UUID.class),
                row.getObject("registration_id", UUID.class),
                row.getString("event"),
                DeliveryView.epoch(row.getObject("epoch", OffsetDateTime.class)),
                row.getBoolean("complete"),
                deliveries);
    }
}
