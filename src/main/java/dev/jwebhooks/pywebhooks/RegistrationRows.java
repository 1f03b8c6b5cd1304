package dev.jwebhooks.pywebhooks;

import dev.jwebhooks.pywebhooks.Dumped.DumpedRegistration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code registrations}. */
final class RegistrationRows implements Rows<DumpedRegistration> {
    private final JdbcClient jdbc;
    private final MergedAdmins merged;

    RegistrationRows(JdbcClient jdbc, MergedAdmins merged) {
        this.jdbc = jdbc;
        this.merged = merged;
    }

    @Override
    public DumpedRegistration read(Fields fields) throws Unfit {
        return DumpedRegistration.from(fields);
    }

    @Override
    public Map<UUID, Obstacle> obstacles(Collection<DumpedRegistration> batch) {
        return Obstacles.found(jdbc.sql("""
            select * from (
                select g.id, case
                    when exists (select from registrations r where r.id = g.id) then 'ALREADY_THERE'
                    when not exists (select from accounts a where a.id = g.account_id)
                     and not exists (select from remembered_accounts a where a.id = g.account_id) then 'NO_ACCOUNT'
                end as obstacle
                from unnest(:id::uuid[], :account::uuid[]) as g (id, account_id)
            ) judged where obstacle is not null
            """)
                .param("id", Rows.ids(batch, DumpedRegistration::id))
                .param("account", Rows.ids(batch, this::owner)));
    }

    @Override
    public int write(Collection<DumpedRegistration> batch) {
        return jdbc.sql("""
            insert into registrations (id, account_id, event, description, event_data, epoch)
            select id, account_id, event, description, event_data,
                   timestamptz 'epoch' + micros * interval '1 microsecond'
            from unnest(:id::uuid[], :account::uuid[], :event::text[], :description::text[], :data::text[],
                        :micros::bigint[])
                as g (id, account_id, event, description, event_data, micros)
            on conflict do nothing
            """)
                .param("id", Rows.ids(batch, DumpedRegistration::id))
                .param("account", Rows.ids(batch, this::owner))
                .param("event", Rows.texts(batch, DumpedRegistration::event))
                .param("description", Rows.texts(batch, DumpedRegistration::description))
                .param("data", Rows.texts(batch, DumpedRegistration::eventData))
                .param("micros", Rows.micros(batch, DumpedRegistration::micros))
                .update();
    }

    @Override
    public int remember(Collection<DumpedRegistration> batch) {
        return jdbc.sql("insert into remembered_registrations select unnest(?::uuid[]) on conflict do nothing")
                .param(Rows.ids(batch, DumpedRegistration::id))
                .update();
    }

    private UUID owner(DumpedRegistration registration) {
        return merged.owner(registration.accountId());
    }
}
