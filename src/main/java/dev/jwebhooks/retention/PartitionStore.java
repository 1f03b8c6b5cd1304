package dev.jwebhooks.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The partitions of tables. No two instances change them at once, and none waits long for a lock: behind it all other
 * statements on the table would wait, too.
 */
@Component
class PartitionStore {
    /** What tells partitions of a table apart. */
    static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss_SSS").withZone(ZoneOffset.UTC);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    PartitionStore(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** A change of partitions. */
    interface Change {
        /** Whether it changed anything. */
        boolean make();
    }

    /** Makes a change, in a transaction of its own; false also where another instance makes one. */
    boolean change(Change change) {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            boolean alone = jdbc.sql("""
                select set_config('lock_timeout', '500ms', true) is not null
                   and pg_try_advisory_xact_lock(hashtext('jwebhooks.retention'))
                """).query(Boolean.class).single();
            return alone && change.make();
        }));
    }

    /** The partitions of a table but the default one, the oldest first. */
    List<Partition> of(TimedTable table) {
        // Read once: the bound of one that is dropped meanwhile is gone when it is asked for again.
        return jdbc.sql("""
            with partition as materialized (
                select c.oid::regclass::text as name, pg_get_expr(c.relpartbound, c.oid) as range
                from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = :table::regclass
            ), bounds as materialized (
                select name, substring(range from 'FROM \\(''([^'']+)''\\)') as least,
                       substring(range from 'TO \\(''([^'']+)''\\)') as bound
                from partition
            )
            select name, %s as starts, %s as ends from bounds where bound is not null order by ends
            """.formatted(table.timeOf("least"), table.timeOf("bound")))
                .param("table", table.table())
                .query(PartitionStore::partition)
                .list();
    }

    private static Partition partition(ResultSet row, int number) throws SQLException {
        return new Partition(
                row.getString("name"),
                Optional.ofNullable(row.getObject("starts", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getObject("ends", OffsetDateTime.class).toInstant());
    }

    /**
     * Adds a partition. It is attached, not created in its place: that would wait for all who use the table. Rows of
     * its time that are in the default partition, because it comes late, move into it.
     *
     * @param late whether its time has begun: what is written meanwhile has to wait, or it would go to the default one
     */
    void add(TimedTable table, Instant from, Instant until, boolean late) {
        String name = table.table() + "_" + NAME.format(from);
        String least = table.bound(from);
        String bound = table.bound(until);
        // The strongest lock that is needed comes first, or statements that got theirs in between would dead-lock.
        if (late) {
            execute("lock table only %s in access exclusive mode".formatted(table.table()));
        }
        execute("lock table %s_default in access exclusive mode".formatted(table.table()));
        execute("create table %s (like %s including defaults including constraints) %s"
                .formatted(name, table.table(), table.storage()));
        execute("""
            with late as (delete from %1$s_default where %2$s >= %3$s and %2$s < %4$s returning *)
            insert into %5$s select * from late
            """.formatted(table.table(), table.key(), least, bound, name));
        execute("alter table %s attach partition %s for values from (%s) to (%s)"
                .formatted(table.table(), name, least, bound));
    }

    /** Drops a partition, whatever is in it. */
    void drop(TimedTable table, Partition partition) {
        execute("alter table %s detach partition %s".formatted(table.table(), partition.name()));
        execute("drop table " + partition.name());
    }

    /** Removes some rows of the default partition that are from before then; how many. */
    int sweepDefault(TimedTable table, Instant before, int most) {
        return jdbc.sql("""
            delete from %1$s_default where ctid = any(array(
                select ctid from %1$s_default where %2$s < %3$s limit :most
            ))
            """.formatted(table.table(), table.key(), table.bound(before)))
                .param("most", most)
                .update();
    }

    private void execute(String statement) {
        jdbc.sql(statement).update();
    }
}
