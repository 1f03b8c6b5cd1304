package dev.jwebhooks.pywebhooks;

import dev.jwebhooks.pywebhooks.Dumped.DumpedTriggered;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code triggered_webhooks}. What PyWebhooks fired is history that lists show: it has no body, no deliveries
 * and no waiting fan-out, so nothing ever sends it. Its registration may be gone, as it may from those fired here.
 */
final class TriggeredRows implements Rows<DumpedTriggered> {
    private final JdbcClient jdbc;

    TriggeredRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public DumpedTriggered read(Fields fields) throws Unfit {
        return DumpedTriggered.from(fields);
    }

    @Override
    public Map<UUID, Obstacle> obstacles(Collection<DumpedTriggered> batch) {
        return Obstacles.found(jdbc.sql("""
            select t.id, 'ALREADY_THERE' from triggered_webhooks t where t.id = any (:id::uuid[])
            """).param("id", Rows.ids(batch, DumpedTriggered::id)));
    }

    @Override
    public int write(Collection<DumpedTriggered> batch) {
        return jdbc.sql("""
            insert into triggered_webhooks (id, registration_id, account_id, epoch, event, body)
            select g.id, g.registration_id, r.account_id, timestamptz 'epoch' + micros * interval '1 microsecond',
                   coalesce(r.event, ''), ''
            from unnest(:id::uuid[], :registration::uuid[], :micros::bigint[]) as g (id, registration_id, micros)
            left join registrations r on r.id = g.registration_id
            on conflict do nothing
            """)
                .param("id", Rows.ids(batch, DumpedTriggered::id))
                .param("registration", Rows.ids(batch, DumpedTriggered::registrationId))
                .param("micros", Rows.micros(batch, DumpedTriggered::micros))
                .update();
    }

    /** Nothing refers to what was fired. */
    @Override
    public int remember(Collection<DumpedTriggered> batch) {
        return batch.size();
    }
}
