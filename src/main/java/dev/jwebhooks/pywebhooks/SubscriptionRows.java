package dev.jwebhooks.pywebhooks;

import dev.jwebhooks.pywebhooks.Dumped.DumpedSubscription;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code subscriptions}. */
final class SubscriptionRows implements Rows<DumpedSubscription> {
    private final JdbcClient jdbc;
    private final MergedAdmins merged;

    SubscriptionRows(JdbcClient jdbc, MergedAdmins merged) {
        this.jdbc = jdbc;
        this.merged = merged;
    }

    @Override
    public DumpedSubscription read(Fields fields) throws Unfit {
        return DumpedSubscription.from(fields);
    }

    @Override
    public Map<UUID, Obstacle> obstacles(Collection<DumpedSubscription> batch) {
        return Obstacles.found(jdbc.sql("""
            select * from (
                select g.id, case
                    when exists (select from subscriptions s where s.id = g.id) then 'ALREADY_THERE'
                    when not exists (select from accounts a where a.id = g.account_id)
                     and not exists (select from remembered_accounts a where a.id = g.account_id) then 'NO_ACCOUNT'
                    when not exists (select from registrations r where r.id = g.registration_id)
                     and not exists (select from remembered_registrations r where r.id = g.registration_id)
                        then 'NO_REGISTRATION'
                end as obstacle
                from unnest(:id::uuid[], :account::uuid[], :registration::uuid[]) as g (id, account_id, registration_id)
            ) judged where obstacle is not null
            """)
                .param("id", Rows.ids(batch, DumpedSubscription::id))
                .param("account", Rows.ids(batch, this::owner))
                .param("registration", Rows.ids(batch, DumpedSubscription::registrationId)));
    }

    @Override
    public int write(Collection<DumpedSubscription> batch) {
        return jdbc.sql("""
            insert into subscriptions (id, account_id, registration_id, epoch)
            select id, account_id, registration_id, timestamptz 'epoch' + micros * interval '1 microsecond'
            from unnest(:id::uuid[], :account::uuid[], :registration::uuid[], :micros::bigint[])
                as g (id, account_id, registration_id, micros)
            on conflict do nothing
            """)
                .param("id", Rows.ids(batch, DumpedSubscription::id))
                .param("account", Rows.ids(batch, this::owner))
                .param("registration", Rows.ids(batch, DumpedSubscription::registrationId))
                .param("micros", Rows.micros(batch, DumpedSubscription::micros))
                .update();
    }

    /** Nothing refers to subscriptions. */
    @Override
    public int remember(Collection<DumpedSubscription> batch) {
        return batch.size();
    }

    private UUID owner(DumpedSubscription subscription) {
        return merged.owner(subscription.accountId());
    }
}
