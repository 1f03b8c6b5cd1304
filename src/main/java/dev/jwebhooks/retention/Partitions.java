package dev.jwebhooks.retention;

import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.delivery.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Makes partitions ahead of their time, and drops those that are older than they are to be kept. What is needed of them
 * is first copied into one that takes the place of all that have gone, {@link KeptRows}.
 */
@Component
@EnableConfigurationProperties(RetentionSettings.class)
class Partitions implements Polling {
    private static final Logger log = LoggerFactory.getLogger(Partitions.class);

    private final PartitionStore store;
    private final KeptRows kept;
    private final RetentionSettings settings;
    private final AgreedTime time;
    private final Poller poller;

    Partitions(PartitionStore store, KeptRows kept, RetentionSettings settings, AgreedTime time) {
        this.store = store;
        this.kept = kept;
        this.settings = settings;
        this.time = time;
        this.poller = new Poller("upkeep of partitions", settings.pollInterval(), this::keepUp);
    }

    /** The next step. */
    Duration keepUp() {
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

    /** Drops the oldest, or comes nearer to it; never the last, behind which the next is added. */
    private boolean dropOldest(TimedTable table, Instant now) {
        Instant since = now.minus(settings.of(table));
        List<Partition> partitions = store.of(table);
        Optional<Partition> over = partitions.subList(0, partitions.size() - 1).stream()
                .filter(partition -> !partition.isKept())
                .findFirst()
                .filter(oldest -> !oldest.until().isAfter(since));
        if (over.isEmpty()) {
            return table.needed().isPresent() && kept.abandon(table, partitions);
        }
        over.ifPresent(oldest -> {
            if (table.needed().isEmpty()) {
                store.drop(table, oldest);
                log.info("{} was dropped", oldest.name());
            } else {
                List<Partition> sources = partitions.subList(0, partitions.indexOf(oldest) + 1);
                keepNeeded(table, sources, oldest, since);
            }
        });
        return over.isPresent();
    }

    private void keepNeeded(TimedTable table, List<Partition> sources, Partition oldest, Instant since) {
        if (kept.copied(table, sources, oldest.until(), since)) {
            kept.replace(table, sources, oldest.until(), since);
            log.info("{} was dropped; what is needed of it and of those before it is kept", oldest.name());
        }
    }

    @Override
    public Poller poller() {
        return poller;
    }
}
