package dev.jwebhooks.retention;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The copy of what is needed of partitions that are to be dropped, which then takes their place. It is made a part at a
 * time while they are in use, however many rows that are; what of them changes meanwhile is noted, and copied again. So
 * nobody waits for more than the last few, and no row is ever out of sight.
 */
@Component
class KeptRows {
    /** Rows looked at in one step. */
    private static final int PART = 20_000;

    /** Changed rows that can be copied again while everybody waits. */
    private static final int FEW = 1_000;

    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;

    KeptRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Progress(@Nullable UUID copiedTo) {}

    /**
     * Makes the next step of a copy of all that is before that time, and begins it where there is none.
     *
     * @param sources the partitions of that time
     * @param since from when on what ended is needed
     * @return whether it is complete, but for a few changes
     */
    boolean copied(TimedTable table, List<Partition> sources, Instant until, Instant since) {
        Optional<Progress> progress = progress(table, until);
        if (progress.isEmpty()) {
            begin(table, sources, until);
            return false;
        }
        UUID copiedTo = progress.get().copiedTo();
        if (copiedTo != null) {
            copyPart(table, until, copiedTo, since);
            return false;
        }
        return copyChanged(table, until, since) < FEW;
    }

    private static String name(TimedTable table, Instant until) {
        return table.table() + Partition.KEPT + PartitionStore.NAME.format(until);
    }

    /** Not of a copy with another bound: its partitions are gone. */
    private Optional<Progress> progress(TimedTable table, Instant until) {
        return jdbc.sql("select copied_to from keepings where source = :source and bound = %s"
                        .formatted(table.bound(until)))
                .param("source", table.table())
                .query((row, _) -> new Progress(row.getObject(1, UUID.class)))
                .optional();
    }

    private void begin(TimedTable table, List<Partition> sources, Instant until) {
        forget(table);
        String copy = name(table, until);
        for (Partition source : sources) {
            noteChangesOf(source.name(), table);
        }
        noteChangesOf(table.table() + "_default", table);
        execute("create table %s (like %s including defaults including constraints including indexes) %s"
                .formatted(copy, table.table(), table.storage()));
        // With it nobody has to read the copy to see that all of it belongs where it is attached.
        execute("alter table %s add check (%s < %s)".formatted(copy, table.key(), table.bound(until)));
        jdbc.sql("insert into keepings (source, bound, copied_to) values (:source, %s, :first)"
                        .formatted(table.bound(until)))
                .param("source", table.table())
                .param("first", FIRST)
                .update();
    }

    /** Removes what is left of a copy that came to nothing, as an earlier version dropped its partitions. */
    private void forget(TimedTable table) {
        jdbc.sql("""
            select oid::regclass::text from pg_class
            where relnamespace = (select relnamespace from pg_class where oid = :table::regclass)
              and relkind = 'r' and not relispartition and starts_with(relname, :prefix)
            """)
                .param("table", table.table())
                .param("prefix", table.table() + Partition.KEPT)
                .query(String.class)
                .list()
                .forEach(left -> execute("drop table " + left));
        for (String state : List.of("keepings", "keeping_changes")) {
            jdbc.sql("delete from %s where source = :source".formatted(state))
                    .param("source", table.table())
                    .update();
        }
    }

    private void noteChangesOf(String partition, TimedTable table) {
        String function = table == TimedTable.DELIVERIES ? "note_changed_delivery" : "note_changed_attempt";
        execute(
                "create or replace trigger kept after insert or update or delete on %s for each row execute function %s()"
                        .formatted(partition, function));
    }

    private void copyPart(TimedTable table, Instant until, UUID after, Instant since) {
        String rest = "%s > :after and %s < %s".formatted(table.key(), table.key(), table.bound(until));
        UUID last = jdbc.sql("select %s from %s where %s order by 1 offset :part limit 1"
                        .formatted(table.key(), table.table(), rest))
                .param("after", after)
                .param("part", PART)
                .query(UUID.class)
                .optional()
                .orElse(null);
        jdbc.sql("insert into %s select t.* from %s t where %s and (:last::uuid is null or %s <= :last) and %s"
                        .formatted(name(table, until), table.table(), rest, table.key(), needed(table)))
                .param("after", after)
                .param("last", last)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("update keepings set copied_to = :last::uuid where source = :source")
                .param("last", last)
                .param("source", table.table())
                .update();
    }

    /** Copies again what was changed meanwhile, or some of it; how many rows were changed. */
    private int copyChanged(TimedTable table, Instant until, Instant since) {
        // Read before the rows are: what is changed in between is noted once more.
        List<UUID> changed = jdbc.sql("""
            delete from keeping_changes where ctid = any(array(
                select ctid from keeping_changes where source = :source limit :most
            ))
            returning key
            """)
                .param("source", table.table())
                .param("most", FEW)
                .query(UUID.class)
                .list();
        if (!changed.isEmpty()) {
            UUID[] keys = changed.toArray(UUID[]::new);
            String copy = name(table, until);
            jdbc.sql("delete from %s where %s = any(:keys)".formatted(copy, table.key()))
                    .param("keys", keys)
                    .update();
            jdbc.sql("insert into %s select t.* from %s t where %s = any(:keys) and %s < %s and %s"
                            .formatted(
                                    copy, table.table(), table.key(), table.key(), table.bound(until), needed(table)))
                    .param("keys", keys)
                    .param("since", since.atOffset(ZoneOffset.UTC))
                    .update();
        }
        return changed.size();
    }

    private static String needed(TimedTable table) {
        return table.needed().orElseThrow();
    }

    /** Puts a complete copy in the place of those partitions, and drops them. */
    void replace(TimedTable table, List<Partition> sources, Instant until, Instant since) {
        String copy = name(table, until);
        // All use the partitions by way of the table, so nothing is changed any more from here on. Not all of them are
        // locked: a vacuum of the largest would not let go of it in time.
        execute("lock table only %s in access exclusive mode".formatted(table.table()));
        while (copyChanged(table, until, since) == FEW) {
            // Few, as a rule none: they were changed since this transaction looked.
        }
        for (Partition source : sources) {
            execute("alter table %s detach partition %s".formatted(table.table(), source.name()));
            execute("drop table " + source.name());
        }
        // An earlier version moved there what it had to keep.
        execute("drop trigger if exists kept on %s_default".formatted(table.table()));
        execute("delete from %s_default where %s < %s".formatted(table.table(), table.key(), table.bound(until)));
        execute("alter table %s attach partition %s for values from (minvalue) to (%s)"
                .formatted(table.table(), copy, table.bound(until)));
        jdbc.sql("delete from keepings where source = :source")
                .param("source", table.table())
                .update();
    }

    /** Ends a copy whose partitions are to stay after all, as more is kept now; false where there is none. */
    boolean abandon(TimedTable table, List<Partition> partitions) {
        boolean begun = jdbc.sql("select exists (select from keepings where source = :source)")
                .param("source", table.table())
                .query(Boolean.class)
                .single();
        if (begun) {
            for (Partition partition : partitions) {
                execute("drop trigger if exists kept on " + partition.name());
            }
            execute("drop trigger if exists kept on %s_default".formatted(table.table()));
            forget(table);
        }
        return begun;
    }

    private void execute(String statement) {
        jdbc.sql(statement).update();
    }
}
