package dev.jwebhooks.retention;

import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Makes partitions ahead of their time, and drops those that are older than they are to be kept. */
@Component
@EnableConfigurationProperties(RetentionSettings.class)
class Partitions implements Polling {
    private static final Logger log = LoggerFactory.getLogger(Partitions.class);

    /** Rows of a partition that can be moved out of it while everybody waits. */
    private static final int MOST_MOVED = 10_000;

    private final PartitionStore store;
    private final RetentionSettings settings;
    private final AgreedTime time;
    private final Poller poller;
    private final Set<String> toldToStay = new HashSet<>();

    Partitions(PartitionStore store, RetentionSettings settings, AgreedTime time) {
        this.store = store;
        this.settings = settings;
        this.time = time;
        this.poller = new Poller("upkeep of partitions", settings.pollInterval(), this::keepUp);
    }

    private Duration keepUp() {
        Instant now = time.now();
        boolean changed = false;
        List<DataAccessException> failures = new ArrayList<>();
        for (TimedTable table : TimedTable.values()) {
            try {
                changed |= store.change(() -> extend(table, now));
                changed |= store.change(() -> dropOldest(table, now));
            } catch (DataAccessException inUse) {
                // The others are not to wait for who reads this one for hours.
                failures.add(inUse);
            }
        }
        if (changed) {
            // What failed is told by the round that finds nothing more to change.
            return Poller.SOON;
        }
        if (!failures.isEmpty()) {
            DataAccessException first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        return settings.pollInterval();
    }

    /** Adds one until there is time for two more, so that an upkeep that fails for days is noticed by nobody. */
    private boolean extend(TimedTable table, Instant now) {
        Duration width = settings.widthOf(table);
        Instant end = store.of(table).getLast().until();
        if (end.isAfter(now.plus(width.multipliedBy(2)))) {
            return false;
        }
        boolean late = !end.isAfter(now);
        Instant until = (late ? now : end).plus(width);
        store.add(table, end, until, late);
        log.info("{} has a partition from {} to {}", table.table(), end, until);
        return true;
    }

    /** Drops one; never the last, behind which the next is added. */
    private boolean dropOldest(TimedTable table, Instant now) {
        Instant over = now.minus(settings.of(table));
        List<Partition> partitions = store.of(table);
        for (Partition partition : partitions.subList(0, partitions.size() - 1)) {
            if (!partition.until().isAfter(over) && drop(table, partition)) {
                return true;
            }
        }
        return false;
    }

    private boolean drop(TimedTable table, Partition partition) {
        int needed = store.needed(table, partition, MOST_MOVED + 1);
        if (needed > MOST_MOVED) {
            if (toldToStay.add(partition.name())) {
                log.warn(
                        "{}, older than it is to be kept, stays: more than {} deliveries in it are still to be made,"
                                + " to accounts that are paused, as a rule",
                        partition.name(),
                        MOST_MOVED);
            }
            return false;
        }
        store.drop(table, partition);
        log.info("{} was dropped; {} rows of it are still needed and were moved", partition.name(), needed);
        return true;
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
