package dev.jwebhooks.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * PostgreSQL's clock, asked now and then; in between the time that has passed is added. So an instance whose own clock
 * is wrong, or set, takes no delivery from another one that is at it, and makes no lease that is over for the others.
 */
@Component
class PostgresClock implements LeaseClock, Polling {
    private static final Logger log = LoggerFactory.getLogger(PostgresClock.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** By half of what the question took the answer may be wrong. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Clock own;
    private final Duration tolerance;
    private final Poller poller;
    private volatile Seen seen;
    private boolean differed;

    PostgresClock(JdbcClient jdbc, Clock own, DeliverySettings settings) {
        this.jdbc = jdbc;
        this.own = own;
        this.tolerance = settings.lease().dividedBy(4);
        this.poller = new Poller("look at PostgreSQL's clock", INTERVAL, this::look);
        this.seen = ask();
    }

    /** What time it was when this machine's counter stood there. */
    private record Seen(Instant time, long nanos) {
        Instant after(long now) {
            return time.plusNanos(now - nanos);
        }
    }

    @Override
    public Instant instant() {
        return seen.after(System.nanoTime());
    }

    private Seen ask() {
        long asked = System.nanoTime();
        Instant time = jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        // In the middle, as nobody knows where between question and answer it was.
        return new Seen(time, asked + (System.nanoTime() - asked) / 2);
    }

    private Duration look() {
        long asked = System.nanoTime();
        Seen answer = ask();
        if (System.nanoTime() - asked > LONGEST_LOOK.toNanos()) {
            return AGAIN;
        }
        seen = answer;
        warnOnce(Duration.between(instant(), own.instant()));
        return INTERVAL;
    }

    private void warnOnce(Duration ahead) {
        boolean differs = ahead.abs().compareTo(tolerance) > 0;
        if (differs && !differed) {
            log.warn(
                    "This instance's clock is {} {} PostgreSQL's: retries made here are late or early by as much, and"
                            + " signatures bear a wrong time. Leases go by PostgreSQL's. Set the wrong one right",
                    ahead.abs(),
                    ahead.isNegative() ? "behind" : "ahead of");
        }
        differed = differs;
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
