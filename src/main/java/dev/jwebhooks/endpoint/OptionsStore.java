package dev.jwebhooks.endpoint;

import dev.jwebhooks.delivery.DeliveryOptions;
import dev.jwebhooks.outbound.Header;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How accounts want their deliveries, in the table {@code accounts}. */
@Component
class OptionsStore {
    private final JdbcClient jdbc;

    OptionsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    DeliveryOptions find(UUID account) {
        return jdbc.sql("select %s from accounts a where a.id = ?".formatted(DeliveryOptions.COLUMNS))
                .param(account)
                .query((row, _) -> DeliveryOptions.read(row))
                .optional()
                .orElse(DeliveryOptions.USUAL);
    }

    /** One change after the other. */
    @Transactional
    public DeliveryOptions change(UUID account, Instant now, UnaryOperator<DeliveryOptions> change) {
        jdbc.sql("select from accounts where id = ? for no key update")
                .param(account)
                .query()
                .listOfRows();
        DeliveryOptions changed = change.apply(find(account));
        write(account, now, changed);
        return changed;
    }

    private void write(UUID account, Instant now, DeliveryOptions options) {
        List<Duration> waits = options.waits();
        Duration timeout = options.requestTimeout();
        List<Header> headers = options.headers();
        jdbc.sql("""
            update accounts set retry_schedule = :waits::bigint[], request_timeout_ms = :timeout,
                header_names = nullif(:names::text[], '{}'), header_values = nullif(:values::text[], '{}'),
                rate_per_second = :perSecond,
                next_release = case when :perSecond::int is not null then coalesce(next_release, :now) end,
                -- What waited for its turn has none to wait for any more.
                next_resumption = case
                    when :perSecond::int is null and rate_per_second is not null and paused_since is null then :now
                    else next_resumption
                end
            where id = :account
            """)
                .param("account", account)
                .param(
                        "waits",
                        waits == null
                                ? null
                                : waits.stream().map(Duration::toMillis).toArray(Long[]::new))
                .param("timeout", timeout == null ? null : timeout.toMillis(), Types.INTEGER)
                .param("perSecond", options.perSecond(), Types.INTEGER)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("names", headers.stream().map(Header::name).toArray(String[]::new))
                .param("values", headers.stream().map(Header::value).toArray(String[]::new))
                .update();
    }
}
