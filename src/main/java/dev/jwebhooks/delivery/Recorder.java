package dev.jwebhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Writes outcomes into Postgres, as many in one statement as came while the one before was written. While Postgres is
 * away outcomes are kept and written when it is back; who brings more than are written in time has to wait.
 */
@Component
class Recorder implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Recorder.class);
    private static final int LARGEST_BATCH = 500;
    private static final int MOST_WAITING = 10_000;
    // An answer is 8 KB at most: of more that wait only the status is kept, which is all that must not be lost.
    private static final int MOST_WITH_ANSWERS = 1_000;
    private static final long RETRY_MS = 500;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>(MOST_WAITING);
    private final OutcomeStore store;
    private final DueSoon dueSoon;
    private volatile boolean failing;
    private volatile boolean stopping;
    private @Nullable Thread writer;

    Recorder(OutcomeStore store, DueSoon dueSoon) {
        this.store = store;
        this.dueSoon = dueSoon;
    }

    /** Returns before the outcome is in Postgres; until it is, the delivery's lease stands for it. */
    void record(Delivery delivery, Outcome outcome) {
        record(delivery, outcome, Optional.empty());
    }

    /** As above, with what the attempt told of its endpoint. */
    void record(Delivery delivery, Outcome outcome, Optional<Hold> hold) {
        try {
            boolean room = entries.size() < MOST_WITH_ANSWERS;
            entries.put(new Entry(delivery, room ? outcome : outcome.withoutAnswer(), hold));
        } catch (InterruptedException stopped) {
            log.warn("delivery={} not recorded before the stop; due again when its lease ends", delivery.id());
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether Postgres takes no outcomes now. Who then sends on would send again and again what cannot be recorded,
     * once a lease.
     */
    boolean isFailing() {
        return failing;
    }

    @Override
    public void start() {
        stopping = false;
        writer = VitalThread.start("recorder", this::writeUntilStopped);
    }

    private void writeUntilStopped() {
        try {
            while (!stopping || !entries.isEmpty()) {
                Entry first = entries.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    writeApart(batchFrom(first));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Entry> batchFrom(Entry first) {
        List<Entry> batch = new ArrayList<>();
        batch.add(first);
        entries.drainTo(batch, LARGEST_BATCH - 1);
        return batch;
    }

    /** One delivery is in one statement once, which would take either of two outcomes. */
    private void writeApart(List<Entry> batch) throws InterruptedException {
        Set<UUID> deliveries = HashSet.newHashSet(batch.size());
        List<Entry> first = new ArrayList<>(batch.size());
        List<Entry> again = new ArrayList<>();
        batch.forEach(entry -> (deliveries.add(entry.delivery) ? first : again).add(entry));
        write(first);
        if (!again.isEmpty()) {
            writeApart(again);
        }
    }

    /** One outcome that Postgres will never take must not keep the others back. */
    private void write(List<Entry> batch) throws InterruptedException {
        try {
            writeWhole(batch);
        } catch (DataIntegrityViolationException unstorable) {
            if (batch.size() == 1) {
                writeWithoutTexts(batch.getFirst(), unstorable);
                return;
            }
            for (Entry entry : batch) {
                write(List.of(entry));
            }
        }
    }

    /** What an endpoint made of its answer must not keep the attempt from being counted: it would never be the last. */
    private void writeWithoutTexts(Entry entry, DataIntegrityViolationException unstorable)
            throws InterruptedException {
        Entry plain = entry.withoutTexts();
        if (plain.equals(entry)) {
            log.error(
                    "delivery={} cannot be recorded; it is due again when its lease ends", entry.delivery, unstorable);
        } else {
            log.warn(
                    "delivery={} is recorded without its answer and error: {}",
                    entry.delivery,
                    unstorable.getMessage());
            write(List.of(plain));
        }
    }

    private void writeWhole(List<Entry> batch) throws InterruptedException {
        boolean failedBefore = false;
        while (!stored(batch, failedBefore)) {
            failedBefore = true;
            if (stopping && failing) {
                log.error("{} outcomes could not be recorded before the stop; these are sent once more", batch.size());
                return;
            }
            Thread.sleep(RETRY_MS);
        }
        if (batch.stream().anyMatch(entry -> entry.outcome instanceof Outcome.Deferred)) {
            dueSoon.tell();
        }
    }

    private boolean stored(List<Entry> batch, boolean failedBefore) {
        try {
            store.record(batch);
            failing = false;
            return true;
        } catch (DataIntegrityViolationException unstorable) {
            throw unstorable;
        } catch (PessimisticLockingFailureException deadLock) {
            // Two who record one delivery at once, one of them late. Postgres answers, so this is no outage.
            failing = false;
            log.info("{} outcomes met a dead lock and are recorded again", batch.size());
            return false;
        } catch (RuntimeException error) {
            failing = true;
            if (!failedBefore) {
                log.warn("{} outcomes wait to be recorded; tried again until it works", batch.size(), error);
            }
            return false;
        }
    }

    @Override
    public void stop() {
        stopping = true;
        Thread running = writer;
        try {
            if (running != null) {
                running.join(LONGEST_STOP);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        writer = null;
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }

    /** Starts before and stops after the worker, whose outcomes it writes. */
    @Override
    public int getPhase() {
        return Worker.PHASE - 1;
    }

    /**
     * Only what is recorded of a delivery: its body must not wait here.
     *
     * @param endpoint where it went, or null where there was none
     * @param troubled whether the endpoint's last attempt before had failed, or it was enabled since
     */
    record Entry(
            UUID delivery,
            UUID account,
            Instant leasedUntil,
            @Nullable String endpoint,
            boolean troubled,
            Outcome outcome,
            Optional<Hold> hold) {
        Entry(Delivery delivery, Outcome outcome, Optional<Hold> hold) {
            this(
                    delivery.id(),
                    delivery.accountId(),
                    delivery.leasedUntil(),
                    delivery.target() == null ? null : delivery.target().endpoint(),
                    delivery.target() != null && delivery.target().isTroubled(),
                    outcome,
                    hold);
        }

        private Entry withoutTexts() {
            return new Entry(delivery, account, leasedUntil, endpoint, troubled, outcome.withoutTexts(), hold);
        }
    }
}
