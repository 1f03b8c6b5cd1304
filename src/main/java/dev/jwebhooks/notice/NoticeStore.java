package dev.jwebhooks.notice;

import dev.jwebhooks.delivery.DeliveryIds;
import dev.jwebhooks.delivery.NoticeIds;
import dev.jwebhooks.delivery.OutcomeWatch.Recorded;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who wants which notices, what happened, and the deliveries that tell it. */
@Component
class NoticeStore {
    /** In the place of a registration: a notice has none. */
    private static final UUID NO_REGISTRATION = new UUID(0, 0);

    private final JdbcClient jdbc;

    NoticeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean anybodyWantsAny() {
        return jdbc.sql("select exists (select from notice_subscriptions)")
                .query(Boolean.class)
                .single();
    }

    Wish wishOf(UUID account) {
        Set<NoticeEvent> events = EnumSet.noneOf(NoticeEvent.class);
        boolean[] everyone = {false};
        jdbc.sql("select event, everyone from notice_subscriptions where account_id = ?")
                .param(account)
                .query(row -> {
                    events.add(NoticeEvent.of(row.getString("event")));
                    everyone[0] |= row.getBoolean("everyone");
                });
        return new Wish(events, everyone[0]);
    }

    boolean hasEndpoint(UUID account) {
        return jdbc.sql("select endpoint is not null from accounts where id = ?")
                .param(account)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** In the place of what it wanted before. */
    @Transactional
    public void replaceWish(UUID account, Wish wish) {
        jdbc.sql("delete from notice_subscriptions where account_id = ?")
                .param(account)
                .update();
        jdbc.sql("insert into notice_subscriptions select :account, unnest(:events::text[]), :everyone")
                .param("account", account)
                .param("events", wish.events().stream().map(NoticeEvent::text).toArray(String[]::new))
                .param("everyone", wish.everyone())
                .update();
    }

    /** What those outcomes brought about. Of a delivery that is a notice itself there is none. */
    List<Notice> happened(Recorded recorded) {
        return jdbc.sql("""
            select 'jwebhooks.endpoint.disabled' as event, id as account, null::uuid as delivery,
                   case when gone_since = :at then 'the endpoint wants nothing more (410)'
                        else 'too many failed attempts in a row' end as reason
            from accounts where id = any(:failing) and (gone_since = :at or over_limit_since = :at)
            union all
            select 'jwebhooks.endpoint.recovered', id, null, null
            from accounts where id = any(:troubled) and not recovering
              and held_until is null and gone_since is null and over_limit_since is null
            union all
            select 'jwebhooks.delivery.exhausted', d.account_id, d.id, null
            from deliveries d join triggered_webhooks t on t.id = d.triggered_id
            where d.id = any(:spent) and t.registration_id <> :none
            """)
                .param("at", recorded.at().atOffset(ZoneOffset.UTC))
                .param("failing", recorded.failing().toArray(UUID[]::new))
                .param("troubled", recorded.troubled().toArray(UUID[]::new))
                .param("spent", recorded.spent().toArray(UUID[]::new))
                .param("none", NO_REGISTRATION)
                .query(NoticeStore::notice)
                .list();
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        return new Notice(
                NoticeIds.random(),
                NoticeEvent.of(row.getString("event")),
                row.getObject("account", UUID.class),
                row.getObject("delivery", UUID.class),
                row.getString("reason"));
    }

    /** A delivery, due now, for everyone who wants to know; how many. */
    int send(List<Notice> notices, Instant now) {
        return jdbc.sql("""
            with notice as (
                select * from unnest(:id::uuid[], :event::text[], :account::uuid[], :body::bytea[])
                    as n (id, event, account_id, body)
            ), wanted as (
                select n.id as triggered_id, s.account_id
                from notice n join notice_subscriptions s
                  on s.event = n.event and (s.everyone or s.account_id = n.account_id)
            ), fired as (
                insert into triggered_webhooks (id, registration_id, account_id, epoch, event, body)
                -- Fired by nobody: who fired a webhook may see its deliveries, and these are not of whom it is about.
                select id, :none, null, :now, event, body from notice
                where id in (select triggered_id from wanted)
            )
            insert into deliveries (id, triggered_id, account_id, next_attempt_at)
            select %s, triggered_id, account_id, :now from wanted
            """.formatted(DeliveryIds.SQL))
                .param("id", column(notices, Notice::id))
                .param("event", column(notices, notice -> notice.event().text()))
                .param("account", column(notices, Notice::account))
                .param("body", notices.stream().map(Notice::body).toArray(byte[][]::new))
                .param("none", NO_REGISTRATION)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("prefix", DeliveryIds.prefix(now))
                .update();
    }

    private static @Nullable String[] column(List<Notice> notices, Function<Notice, Object> value) {
        return notices.stream().map(value).map(Object::toString).toArray(String[]::new);
    }
}
