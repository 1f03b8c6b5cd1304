package dev.jwebhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What to write as {@code next_attempt_at} into delivery rows, for {@link Dispatcher#dispatch} to hand over.
 *
 * @param until when the relay is to look at them, should their job be lost; by {@link LeaseClock}
 * @param longestHold the longest that an account can be held from now on, and as long again, as clocks differ; what is
 *     later was written by a clock that has been set back, and holds nothing
 */
public record Lease(Instant until, Duration longestHold) {
    /** The next attempt of what waits until its account is resumed: no clock comes there, so nobody looks at it. */
    public static final Instant PARKED = Instant.parse("9999-01-01T00:00:00Z");

    /** The same of what waits for its turn, where an account has a pace of its own. */
    public static final Instant PACED = Instant.parse("9998-01-01T00:00:00Z");

    /**
     * As SQL, of a delivery: that it waits for the end of a pause, {@link #PARKED}. By this text and the next one the
     * index {@code deliveries_awaiting} is used, which has those of an account in the order of their ids.
     */
    public static final String IS_PARKED = "next_attempt_at = timestamptz '9999-01-01 00:00Z'";

    /** The same of its turn, {@link #PACED}. */
    public static final String IS_PACED = "next_attempt_at = timestamptz '9998-01-01 00:00Z'";

    /**
     * As SQL, of a row with an {@code account_id}: the end of the lease; where that account is paused, {@link #PARKED};
     * where it has a pace, {@link #PACED}; where it is held, a time after that, at most as long again as it is held, on
     * the quarter of a second, so that what waits comes back in a few steps and not each by itself. Needs the
     * {@link #parameters}.
     */
    public static final String NEXT_ATTEMPT_AT = nextAttemptAt("a.held_until - :now");

    /** The same, where what waits for accounts {@code a} that are held is spread over so long after that. */
    static String nextAttemptAt(String spread) {
        return """
            coalesce((
                select case when a.paused_since is not null then timestamptz '9999-01-01 00:00Z'
                    when a.rate_per_second is not null then timestamptz '9998-01-01 00:00Z'
                    else date_bin('250 ms', a.held_until + random() * (%s), 'epoch') + interval '250 ms'
                end
                from accounts a
                where a.id = account_id
                  and (a.paused_since is not null or a.rate_per_second is not null
                       or a.held_until > :now and a.held_until <= :latestHold)
            ), :until)
            """.formatted(spread);
    }

    /**
     * As SQL, to stand first in a statement: {@code waiting (account_id)}, the accounts after {@code :after} for which
     * something waits, in order. It goes from one to the next by the index: of what waits for one, one row is read.
     *
     * @param kind {@link #IS_PARKED} or {@link #IS_PACED}
     */
    public static String withAccountsOf(String kind) {
        return """
            with recursive waiting as (
                (select account_id from deliveries where %1$s and account_id > :after order by account_id limit 1)
                union all
                select next.account_id from waiting w cross join lateral (
                    select account_id from deliveries where %1$s and account_id > w.account_id
                    order by account_id limit 1
                ) next
            )
            """.formatted(kind);
    }

    /** @param now by {@link LeaseClock} */
    static Lease from(Instant now, DeliverySettings settings) {
        return new Lease(
                now.plus(settings.lease()), settings.circuitLongestPause().multipliedBy(2));
    }

    /** {@code now}, by this instance's clock, {@code until} and {@code latestHold}, as JDBC takes them. */
    public Map<String, Object> parameters(Instant now) {
        return Map.of(
                "now", now.atOffset(ZoneOffset.UTC),
                "until", until.atOffset(ZoneOffset.UTC),
                "latestHold", now.plus(longestHold).atOffset(ZoneOffset.UTC));
    }
}
