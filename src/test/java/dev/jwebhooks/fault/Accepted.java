package dev.jwebhooks.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What became of the triggers that were fired. */
final class Accepted {
    /** No connection came about, so nothing can have been accepted. */
    static final int UNREACHABLE = 0;

    private final List<UUID> triggered = new ArrayList<>();
    private final Map<Integer, Integer> refusals = new TreeMap<>();
    private int unknown;

    synchronized void add(UUID id) {
        triggered.add(id);
    }

    synchronized void refused(int status) {
        refusals.merge(status, 1, Integer::sum);
    }

    /** The answer did not come: it may or may not have been accepted. */
    synchronized void unknown() {
        unknown++;
    }

    synchronized List<UUID> triggered() {
        return List.copyOf(triggered);
    }

    synchronized int count() {
        return triggered.size();
    }

    synchronized int unknownCount() {
        return unknown;
    }

    /** How many, by status. */
    synchronized Map<Integer, Integer> refusals() {
        return Map.copyOf(refusals);
    }

    synchronized int refusedCount() {
        return refusals.values().stream().mapToInt(Integer::intValue).sum();
    }
}
