package dev.jwebhooks.endpoint;

import dev.jwebhooks.delivery.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts for which deliveries wait, and whether anything will bring these out. */
@Component
class WaitingStore {
    /** Before all accounts. */
    static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;

    WaitingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What they wait for: the text is the condition of the index. */
    enum Kind {
        PACED(Lease.IS_PACED),
        PARKED(Lease.IS_PARKED);

        private final String condition;

        Kind(String condition) {
            this.condition = condition;
        }
    }

    /**
     * What a look came to.
     *
     * @param last the account that it came to, {@link #FIRST} when it came to the end
     * @param begun for how many accounts something will be brought out that would not have been
     */
    record Looked(UUID last, int begun) {}

    /**
     * Looks at the next accounts for which such deliveries wait, and begins to bring out those that nothing else will:
     * a turn where an account with a pace has none, else a resumption where none is under way. Not of paused accounts.
     */
    Looked look(Kind kind, UUID after, Instant now, int most) {
        return jdbc.sql(Lease.withAccountsOf(kind.condition) + """
            , looked as materialized (
                select account_id from waiting limit :most
            ), stuck as (
                select id, :paced and rate_per_second is not null as for_turn from accounts
                where id = any(array(select account_id from looked)) and paused_since is null
                  and case when :paced and rate_per_second is not null
                        then next_release is null else next_resumption is null end
                for no key update skip locked
            ), begun as (
                update accounts a
                set next_release = case when s.for_turn then :now else a.next_release end,
                    next_resumption = case when s.for_turn then a.next_resumption else :now end
                from stuck s where a.id = s.id
                returning a.id
            )
            select (select count(*) from looked) = :most as more,
                   (select account_id from looked order by account_id desc limit 1) as last,
                   (select count(*) from begun) as begun
            """)
                .param("paced", kind == Kind.PACED)
                .param("after", after)
                .param("most", most)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(WaitingStore::looked)
                .single();
    }

    private static Looked looked(ResultSet row, int number) throws SQLException {
        return new Looked(row.getBoolean("more") ? row.getObject("last", UUID.class) : FIRST, row.getInt("begun"));
    }
}
