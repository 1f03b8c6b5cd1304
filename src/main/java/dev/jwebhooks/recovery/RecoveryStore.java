package dev.jwebhooks.recovery;

import dev.jwebhooks.delivery.AttemptLimit;
import dev.jwebhooks.delivery.DeliveryIds;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code recoveries}: how far each has come, and the steps that bring it on. */
@Component
class RecoveryStore {
    /** What a step looks at, at most, where little of it is to be sent again. */
    private static final int WINDOW = 5_000;

    private static final Duration STEP = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final RecoverySettings settings;

    RecoveryStore(JdbcClient jdbc, RecoverySettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** Begins one; empty while another of the account is running. */
    Optional<RecoveryView> begin(UUID account, RecoveryRequest request, Instant now) {
        return jdbc.sql("""
            insert into recoveries (id, account_id, epoch, statuses, registration_id, since, until,
                                    after_delivery, before_delivery, next_step_at)
            values (gen_random_uuid(), :account, :now, :statuses, :registration, :since, :until, :after, :before, :now)
            on conflict (account_id) where state = 'running' do nothing
            returning *
            """)
                .param("account", account)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("statuses", request.statuses().stream().sorted().toArray(String[]::new))
                .param("registration", request.registration(), Types.OTHER)
                .param("since", request.since().atOffset(ZoneOffset.UTC))
                .param("until", request.until().atOffset(ZoneOffset.UTC))
                .param("after", DeliveryIds.least(request.since()))
                .param("before", DeliveryIds.end(request.until()))
                .query(RecoveryView::read)
                .optional();
    }

    Optional<RecoveryView> find(UUID id) {
        return jdbc.sql("select * from recoveries where id = ?")
                .param(id)
                .query(RecoveryView::read)
                .optional();
    }

    /** Whatever it made due stays so. */
    void stop(UUID id) {
        jdbc.sql("update recoveries set state = 'stopped' where id = ? and state = 'running'")
                .param(id)
                .update();
    }

    /** When the next step of any is due; empty when none runs. */
    Optional<Instant> nextStep() {
        return jdbc.sql("select min(next_step_at) from recoveries where state = 'running'")
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    /**
     * Brings the recovery on whose turn it is: what it made due, and that it did, are one transaction. Steps of one
     * recovery are a second apart, whichever instances make them. What was attempted too often is passed over.
     *
     * @return how many deliveries it made due; empty where none has its turn, or another instance is at it
     */
    Optional<Integer> step(Instant now) {
        return jdbc.sql("""
            with turn as (
                select * from recoveries where state = 'running' and next_step_at <= :now
                order by next_step_at limit 1 for update skip locked
            ), looked as (
                select d.id, d.state, d.attempts, d.triggered_id, row_number() over (order by d.id) as nth
                from turn cross join lateral (
                    select id, state, attempts, triggered_id from deliveries
                    where account_id = turn.account_id and id > turn.after_delivery and id < turn.before_delivery
                    order by id limit :window
                ) d
            ), matching as (
                select l.id, l.nth from turn cross join looked l join triggered_webhooks t on t.id = l.triggered_id
                where l.state = any(turn.statuses) and l.attempts < :mostAttempts
                  and (turn.registration_id is null or t.registration_id = turn.registration_id)
                order by l.nth limit :most
            ), resent as (
                update deliveries d
                set state = 'pending', reason = null, schedule_from = d.attempts,
                    -- The oldest first.
                    next_attempt_at = :now + m.nth * interval '1 microsecond'
                from matching m where d.id = m.id and %s and d.state <> 'pending'
                returning d.id
            ), progress as (
                select count(*) as looked, (array_agg(id order by nth desc))[1] as last,
                       count(*) = :window or (select count(*) = :most from matching) as more
                from looked
                where (select count(*) < :most from matching) or nth <= (select max(nth) from matching)
            )
            update recoveries r
            set after_delivery = coalesce(p.last, r.after_delivery), looked_at = r.looked_at + p.looked,
                resent = r.resent + (select count(*) from resent), next_step_at = :next,
                state = case when p.more then r.state else 'finished' end
            from turn, progress p where r.id = turn.id
            returning (select count(*) from resent)
            """.formatted(DeliveryIds.within("matching")))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("next", now.plus(STEP).atOffset(ZoneOffset.UTC))
                .param("window", WINDOW)
                .param("most", settings.perSecond())
                .param("mostAttempts", AttemptLimit.MOST)
                .query(Integer.class)
                .optional();
    }
}
