package dev.jwebhooks.deliverylog;

import dev.jwebhooks.delivery.DeliveryIds;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lists of deliveries: walks back through the index of one account that look at a bounded part of it for each page.
 * What a filter passes over is looked at like what it shows, so no filter makes a call slow.
 */
@Component
class DeliveryLists {
    private static final String MATCHES_RECEIVED = DeliveryFilter.OF_TRIGGER + """
        and (:account::uuid is null or t.account_id = :account)
        and %s = any(:statuses)
        """.formatted(DeliveryStatus.SQL);

    private final JdbcClient jdbc;

    DeliveryLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What an account receives, in the order of the deliveries' ids, which are of the moment when they were made. The
     * filter's time is about that moment: of what was fired then, some may be made much later, and looking for it would
     * have no end.
     */
    DeliveryPage received(UUID account, DeliveryFilter filter, @Nullable Cursor after, int limit, Instant now) {
        Cursor from = after == null ? Cursor.at(filter.until()) : after;
        int window = DeliveryPage.window(filter, limit);
        return jdbc.sql("""
            with looked as materialized (
                select w.*, row_number() over (order by id desc) as nth, count(*) over () as looked
                from (
                    select * from deliveries where account_id = :receiver and id < :before and id < :end and id >= :oldest
                      and (:triggered::uuid is null or triggered_id = :triggered)
                    order by id desc limit :window
                ) w
            )
            select * from (
                select %s, nth, looked, %s as matches
                from looked d join triggered_webhooks t on t.id = d.triggered_id
            ) d
            where nth = looked or matches
            order by nth limit :limit + 1
            """.formatted(DeliveryView.COLUMNS, MATCHES_RECEIVED))
                .params(filter.parameters(now))
                .param("receiver", account)
                .param("before", from.delivery())
                .param("end", DeliveryIds.end(filter.until()))
                .param("oldest", DeliveryIds.least(filter.since()))
                .param("window", window)
                .param("limit", limit)
                .query(rows -> {
                    return DeliveryPage.read(rows, window, limit);
                });
    }

    /**
     * What an account fired: its triggers, the newest first, and the deliveries of each in the order of their
     * receivers. The filter's time is about when they were fired. A trigger that is passed over, or has no deliveries,
     * is one entry looked at.
     */
    DeliveryPage published(UUID account, DeliveryFilter filter, @Nullable Cursor after, int limit, Instant now) {
        Cursor from = after == null ? Cursor.at(filter.until()) : after;
        int window = DeliveryPage.window(filter, limit);
        return jdbc.sql("""
            with looked as materialized (
                select w.*, row_number() over (order by fired_at desc, triggered desc, account_id desc) as nth,
                       count(*) over () as looked
                from (
                    select t.epoch as fired_at, t.id as triggered, t.registration_id, t.event, d.*
                    from triggered_webhooks t left join lateral (
                        select * from deliveries
                        where triggered_id = t.id and (t.id <> :fired or account_id < :last) and (%s)
                          and (:account::uuid is null or account_id = :account)
                        order by account_id desc limit :window
                    ) d on true
                    where t.account_id = :publisher and %s and t.epoch >= :since and t.epoch < :until
                      and (t.epoch, t.id) <= (:firedAt, :fired)
                      and (:triggered::uuid is null or t.id = :triggered)
                      -- The cursor's own trigger has had its entry: it counts again for deliveries that are left alone.
                      and (t.id <> :fired or d.id is not null)
                    order by t.epoch desc, t.id desc, d.account_id desc limit :window
                ) w
            )
            select * from (
                select d.id, d.account_id, d.triggered as triggered_id, d.registration_id, d.event, d.fired_at, d.reason,
                       d.attempts, d.next_attempt_at, %s as status, nth, looked
                from looked d
            ) d cross join lateral (select d.id is not null and d.status = any(:statuses) as matches) m
            where nth = looked or matches
            order by nth limit :limit + 1
            """.formatted(DeliveryFilter.OF_TRIGGER, FanOuts.IS_FIRED, DeliveryStatus.SQL))
                .params(filter.parameters(now))
                .param("publisher", account)
                .param("firedAt", from.firedAt().atOffset(ZoneOffset.UTC))
                .param("fired", from.triggered())
                .param("last", from.account())
                .param("window", window)
                .param("limit", limit)
                .query(rows -> {
                    return DeliveryPage.read(rows, window, limit);
                });
    }
}
