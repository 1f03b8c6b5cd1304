package dev.jwebhooks.pywebhooks;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A table's file, read entry by entry and never kept as a whole. */
interface Records extends AutoCloseable {
    /** Entries longer than this are passed over; four times what a call of the API may bring. */
    int LONGEST_ENTRY = 4 << 20;

    /** By the file's ending. */
    static Records open(Path file) throws IOException {
        return file.toString().endsWith(".csv") ? CsvRecords.open(file) : JsonRecords.open(file);
    }

    /** The next entry, or null at the end. */
    @Nullable
    Entry next() throws IOException;

    /** How much of the file has been read. */
    long bytesRead();

    @Override
    void close() throws IOException;
}
