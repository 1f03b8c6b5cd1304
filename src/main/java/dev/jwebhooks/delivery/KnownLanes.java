package dev.jwebhooks.delivery;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of endpoints, up to so many of them. */
final class KnownLanes<R> {
    private static final int MOST = 20_000;

    private final DeliverySettings settings;
    private final Map<String, Lane<R>> lanes = new LinkedHashMap<>(16, 0.75f, true);

    KnownLanes(DeliverySettings settings) {
        this.settings = settings;
    }

    Lane<R> of(String endpoint) {
        if (lanes.size() >= MOST && !lanes.containsKey(endpoint)) {
            forgetOneIdle();
        }
        return lanes.computeIfAbsent(endpoint, _ -> {
            Circuit circuit = new Circuit(settings.circuitFailures(), settings.circuitLongestPause());
            return new Lane<>(circuit, settings.circuitLongestPause());
        });
    }

    /** The one not used for longest; one that fails is known again soon enough. */
    private void forgetOneIdle() {
        for (Iterator<Lane<R>> eldest = lanes.values().iterator(); eldest.hasNext(); ) {
            if (eldest.next().isIdle()) {
                eldest.remove();
                return;
            }
        }
    }

    Collection<Lane<R>> all() {
        return Collections.unmodifiableCollection(lanes.values());
    }
}
