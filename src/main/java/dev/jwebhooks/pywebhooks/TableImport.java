package dev.jwebhooks.pywebhooks;

import dev.jwebhooks.pywebhooks.Entry.Broken;
import dev.jwebhooks.pywebhooks.Entry.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Imports one table: gathers records into batches, and sees each batch written before it goes on. */
final class TableImport<R extends Dumped> {
    private static final int MOST_RECORDS = 2_000;
    private static final int MOST_BYTES = 4 << 20;

    private final DumpTable table;
    private final Rows<R> rows;
    private final boolean dryRun;
    private final Journal journal;
    private final Map<UUID, Numbered<R>> batch = new LinkedHashMap<>();
    private int bytes;

    private record Numbered<R>(long number, R record) {}

    TableImport(DumpTable table, Rows<R> rows, boolean dryRun, Journal journal) {
        this.table = table;
        this.rows = rows;
        this.dryRun = dryRun;
        this.journal = journal;
    }

    /**
     * Reads the file to its end, or until it is told to stop, and writes what it has read by then.
     *
     * @param watcher told after each batch how many bytes of the file have been read
     */
    void run(Path file, BooleanSupplier stopped, LongConsumer watcher) throws IOException {
        try (Records records = Records.open(file)) {
            for (Entry entry = records.next(); entry != null && !stopped.getAsBoolean(); entry = records.next()) {
                add(entry);
                if (batch.size() >= MOST_RECORDS || bytes >= MOST_BYTES) {
                    finishBatch();
                    watcher.accept(records.bytesRead());
                }
            }
            finishBatch();
            watcher.accept(records.bytesRead());
        }
    }

    private void add(Entry entry) {
        switch (entry) {
            case Broken broken -> journal.skipped(table, broken.number(), "", broken.reason(), broken.detail());
            case Found found -> add(found);
        }
    }

    private void add(Found found) {
        Fields fields = new Fields(found.fields());
        try {
            R record = rows.read(fields);
            if (batch.putIfAbsent(record.id(), new Numbered<>(found.number(), record)) != null) {
                journal.tally(table).countAlreadyThere(1);
            }
            bytes += found.bytes();
        } catch (Unfit unfit) {
            journal.skipped(table, found.number(), fields.shownId(), unfit.reason(), "");
        }
    }

    private void finishBatch() {
        if (batch.isEmpty()) {
            return;
        }
        rows.obstacles(batch.values().stream().map(Numbered::record).toList()).forEach(this::leaveOut);
        var left = batch.values().stream().map(Numbered::record).toList();
        int imported = dryRun ? rows.remember(left) : rows.write(left);
        journal.tally(table).countImported(imported);
        journal.tally(table).countAlreadyThere(left.size() - imported);
        batch.values().forEach(this::remark);
        batch.clear();
        bytes = 0;
    }

    private void leaveOut(UUID id, Obstacle obstacle) {
        Numbered<R> numbered = batch.remove(id);
        if (numbered == null) {
            return;
        }
        switch (obstacle) {
            case ALREADY_THERE -> journal.tally(table).countAlreadyThere(1);
            case MERGED -> {
                journal.tally(table).countAlreadyThere(1);
                journal.remark(table, numbered.number(), id.toString(), obstacle.reason());
            }
            default -> journal.skipped(table, numbered.number(), id.toString(), obstacle.reason(), "");
        }
    }

    private void remark(Numbered<R> numbered) {
        rows.remark(numbered.record())
                .ifPresent(remark -> journal.remark(
                        table, numbered.number(), numbered.record().id().toString(), remark));
    }
}
