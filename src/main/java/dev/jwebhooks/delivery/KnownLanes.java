package dev.jwebhooks.delivery;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is known of endpoints, up to so many of them. Half of the room is for those that answered and came again: a
 * burst to as many others as there may be, each of which comes once, does not make these forgotten (a segmented LRU).
 */
final class KnownLanes<R> {
    private static final int MOST_OF_EACH = 10_000;

    private final DeliverySettings settings;
    private final Map<String, Lane<R>> first = used();
    private final Map<String, Lane<R>> again = used();

    KnownLanes(DeliverySettings settings) {
        this.settings = settings;
    }

    /** In the order of their use, the longest ago first. */
    private static <R> Map<String, Lane<R>> used() {
        return new LinkedHashMap<>(16, 0.75f, true);
    }

    Lane<R> of(String endpoint) {
        Lane<R> known = again.get(endpoint);
        if (known != null) {
            return known;
        }
        Lane<R> lane = first.get(endpoint);
        if (lane == null) {
            lane = new Lane<>(
                    new Circuit(settings.circuitFailures(), settings.circuitLongestPause()),
                    settings.circuitLongestPause());
            put(endpoint, lane, first);
        } else if (lane.isQuick() && lane.isIdle()) {
            first.remove(endpoint);
            put(endpoint, lane, again);
        }
        return lane;
    }

    private void put(String endpoint, Lane<R> lane, Map<String, Lane<R>> part) {
        if (part.size() >= MOST_OF_EACH) {
            forgetOneIdle(part);
        }
        part.put(endpoint, lane);
    }

    /** The one not used for longest; one that fails is known again soon enough. */
    private void forgetOneIdle(Map<String, Lane<R>> part) {
        for (Iterator<Lane<R>> eldest = part.values().iterator(); eldest.hasNext(); ) {
            if (eldest.next().isIdle()) {
                eldest.remove();
                return;
            }
        }
    }

    Stream<Lane<R>> all() {
        return Stream.concat(first.values().stream(), again.values().stream());
    }
}
