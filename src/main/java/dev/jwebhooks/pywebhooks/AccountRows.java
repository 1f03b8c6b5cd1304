package dev.jwebhooks.pywebhooks;

import dev.jwebhooks.pywebhooks.Dumped.DumpedAccount;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code accounts}. */
final class AccountRows implements Rows<DumpedAccount> {
    private final JdbcClient jdbc;
    private final OldestOfName oldest;
    private final MergedAdmins merged;

    AccountRows(JdbcClient jdbc, OldestOfName oldest, MergedAdmins merged) {
        this.jdbc = jdbc;
        this.oldest = oldest;
        this.merged = merged;
    }

    @Override
    public DumpedAccount read(Fields fields) throws Unfit {
        return DumpedAccount.from(fields);
    }

    @Override
    public Map<UUID, Obstacle> obstacles(Collection<DumpedAccount> batch) {
        Map<UUID, Obstacle> obstacles = Obstacles.found(jdbc.sql("""
            select * from (
                select g.id, case
                    when exists (select from accounts a where a.id = g.id) then 'ALREADY_THERE'
                    when exists (select from accounts a where a.username = g.username) then 'NAME_TAKEN'
                end as obstacle
                from unnest(:id::uuid[], :username::text[]) as g (id, username)
            ) judged where obstacle is not null
            """)
                .param("id", Rows.ids(batch, DumpedAccount::id))
                .param("username", Rows.texts(batch, DumpedAccount::username)));
        for (DumpedAccount account : batch) {
            if (oldest.isNot(account)) {
                obstacles.putIfAbsent(account.id(), Obstacle.OLDER_HAS_NAME);
            } else if (obstacles.get(account.id()) == Obstacle.NAME_TAKEN && merged.take(account)) {
                obstacles.put(account.id(), Obstacle.MERGED);
            }
        }
        return obstacles;
    }

    @Override
    public Optional<String> remark(DumpedAccount account) {
        return account.keyIsKept()
                ? Optional.empty()
                : Optional.of("its api_key is no hash that can be checked here, so the key must be reset");
    }

    @Override
    public int write(Collection<DumpedAccount> batch) {
        return jdbc.sql("""
            insert into accounts (id, username, endpoint, api_key_hash, secret_key, is_admin, failed_count, epoch)
            select id, username, endpoint, hash, secret, admin, failed,
                   timestamptz 'epoch' + micros * interval '1 microsecond'
            from unnest(:id::uuid[], :username::text[], :endpoint::text[], :hash::text[], :secret::text[],
                        :admin::boolean[], :failed::int[], :micros::bigint[])
                as g (id, username, endpoint, hash, secret, admin, failed, micros)
            on conflict do nothing
            """)
                .param("id", Rows.ids(batch, DumpedAccount::id))
                .param("username", Rows.texts(batch, DumpedAccount::username))
                .param("endpoint", batch.stream().map(DumpedAccount::endpoint).toArray(String[]::new))
                .param("hash", Rows.texts(batch, DumpedAccount::apiKeyHash))
                .param("secret", Rows.texts(batch, DumpedAccount::secretKey))
                .param("admin", batch.stream().map(DumpedAccount::admin).toArray(Boolean[]::new))
                .param("failed", batch.stream().map(DumpedAccount::failedCount).toArray(Integer[]::new))
                .param("micros", Rows.micros(batch, DumpedAccount::micros))
                .update();
    }

    @Override
    public int remember(Collection<DumpedAccount> batch) {
        return jdbc.sql("insert into remembered_accounts select unnest(?::uuid[]) on conflict do nothing")
                .param(Rows.ids(batch, DumpedAccount::id))
                .update();
    }
}
