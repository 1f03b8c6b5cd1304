package dev.jwebhooks.endpoint;

import dev.jwebhooks.delivery.DeliveryLimits;
import dev.jwebhooks.delivery.DeliveryOptions;
import dev.jwebhooks.outbound.Answer;
import dev.jwebhooks.outbound.Endpoint;
import dev.jwebhooks.outbound.Header;
import dev.jwebhooks.outbound.InvalidEndpoint;
import dev.jwebhooks.outbound.OutboundHttp;
import dev.jwebhooks.outbound.Reuse;
import dev.jwebhooks.signing.AccountKeys;
import dev.jwebhooks.signing.KeyColumns;
import dev.jwebhooks.web.Refused;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One POST to an account's endpoint that is no delivery: signed like one, sent at once, neither stored nor tried again,
 * and whatever the endpoint's status is.
 */
@Component
class TestEvent {
    private static final String EVENT = "jwebhooks.test";

    private final JdbcClient jdbc;
    private final OutboundHttp http;
    private final DeliveryLimits limits;
    private final EndpointSettings settings;
    private final Clock clock;

    TestEvent(JdbcClient jdbc, OutboundHttp http, DeliveryLimits limits, EndpointSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.http = http;
        this.limits = limits;
        this.settings = settings;
        this.clock = clock;
    }

    private record Target(@Nullable String endpoint, AccountKeys keys, DeliveryOptions options) {}

    /** @throws Refused 422 where there is no endpoint, 429 where the last one is not long enough ago */
    TestAnswer send(UUID account) {
        Target target = find(account);
        Endpoint endpoint = endpoint(target);
        takeTurn(account);
        return TestAnswer.of(post(account, endpoint, target));
    }

    private Target find(UUID account) {
        return jdbc.sql("""
            select a.endpoint, a.secret_key, a.pywebhooks_signature, a.signing_secret, a.ed25519_key,
                   a.retiring_keys, a.retiring_until, %s
            from accounts a where a.id = ?
            """.formatted(DeliveryOptions.COLUMNS))
                .param(account)
                .query(TestEvent::target)
                .optional()
                .orElseThrow(() -> Refused.notFound("The account id does not exist"));
    }

    private static Endpoint endpoint(Target target) {
        if (target.endpoint == null) {
            throw Refused.unprocessable("The account has no endpoint");
        }
        try {
            return Endpoint.parse(target.endpoint);
        } catch (InvalidEndpoint invalid) {
            throw Refused.unprocessable(String.valueOf(invalid.getMessage()));
        }
    }

    /** Whatever instance is asked, an account gets one in so much time. */
    private void takeTurn(UUID account) {
        Instant now = clock.instant();
        int taken = jdbc.sql("""
            update accounts set tested_at = :now
            where id = :account and (tested_at is null or tested_at <= :before or tested_at > :now)
            """)
                .param("account", account)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", now.minus(settings.testInterval()).atOffset(ZoneOffset.UTC))
                .update();
        if (taken == 0) {
            throw Refused.tooMany("A test event was sent a moment ago", untilNextTurn(account, now));
        }
    }

    private Duration untilNextTurn(UUID account, Instant now) {
        return jdbc.sql("select tested_at from accounts where id = ? and tested_at is not null")
                .param(account)
                .query(OffsetDateTime.class)
                .optional()
                .map(last -> Duration.between(now, last.toInstant().plus(settings.testInterval())))
                .orElse(settings.testInterval());
    }

    private static Target target(ResultSet row, int number) throws SQLException {
        return new Target(row.getString("endpoint"), KeyColumns.read(row), DeliveryOptions.read(row));
    }

    private Answer post(UUID account, Endpoint endpoint, Target target) {
        byte[] body = "{\"account_id\": \"%s\"}".formatted(account).getBytes(StandardCharsets.UTF_8);
        List<Header> signatures = target.keys.sign(UUID.randomUUID(), clock.instant(), body);
        return http.post(
                endpoint,
                target.options.headersOf(EVENT, signatures),
                body,
                target.options.timeoutWithin(limits),
                Reuse.NEVER);
    }
}
