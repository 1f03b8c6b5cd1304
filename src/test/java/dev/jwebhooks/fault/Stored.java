package dev.jwebhooks.fault;

import java.util.Map;

/**
 * What PostgreSQL keeps for the service.
 *
 * @param tables by name
 * @param dueIndexBytes of the index by which the relay finds what is due
 * @param waiting deliveries that have not come to their end
 */
record Stored(Map<String, Table> tables, long dueIndexBytes, long waiting) {
    /**
     * A table with its indexes.
     *
     * @param dead row versions that nobody sees any more, as the statistics know, which a crash resets
     */
    record Table(long rows, long bytes, long indexBytes, long dead) {
        double bytesPerRow() {
            return rows == 0 ? 0 : (double) (bytes + indexBytes) / rows;
        }

        double megabytes() {
            return (bytes + indexBytes) / (1024.0 * 1024);
        }
    }

    Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("No table " + name);
        }
        return table;
    }

    double dueIndexMb() {
        return dueIndexBytes / (1024.0 * 1024);
    }
}
