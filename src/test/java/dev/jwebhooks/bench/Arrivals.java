package dev.jwebhooks.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.HdrHistogram.Histogram;

/**
 * What was fired, and what of it the sink received, told apart by the deliveries' ids. Latency counts from the start of
 * a trigger's request to the arrival of the POST: the n-th new delivery at an endpoint belongs to the n-th trigger of
 * its group, which holds for the distribution even where two overtake each other.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // only the sink's thread counts
final class Arrivals {
    private static final int SAMPLED = 200;

    private final Set<UUID> seen = new HashSet<>();
    private final Group[] groups;
    private final int perTrigger;
    private final byte[] secretKey;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong expected = new AtomicLong();
    private Histogram latencies = new Histogram(3);
    private volatile long distinct;
    private volatile long bytes;
    private volatile long duplicates;
    private volatile long checkedSignatures;
    private volatile long wrongSignatures;

    Arrivals(Population.Shape shape, String secretKey) {
        this.groups = new Group[shape.groups()];
        Arrays.setAll(groups, _ -> new Group(shape.subscribers()));
        this.perTrigger = shape.healthy();
        this.secretKey = secretKey.getBytes(StandardCharsets.US_ASCII);
    }

    /** A trigger's request begins; at most one at a time for a group. */
    void triggerStarts(int group, long nanos) {
        groups[group].started(nanos);
    }

    void triggerAccepted() {
        accepted.incrementAndGet();
        expect(perTrigger);
    }

    /** Nothing will come of it. */
    void triggerRefused(int group) {
        refused.incrementAndGet();
        groups[group].refused();
    }

    /** So many more will come. */
    void expect(long deliveries) {
        expected.addAndGet(deliveries);
    }

    /** Whether the body of what comes next is wanted, to check its signature. */
    boolean wantsBody() {
        return (distinct + duplicates) % SAMPLED == 0;
    }

    /** A healthy endpoint got a delivery. */
    void arrived(int group, int endpoint, UUID delivery, int length) {
        if (!seen.add(delivery)) {
            duplicates++;
            return;
        }
        distinct++;
        bytes += length;
        long started = groups[group].next(endpoint);
        if (started != 0) {
            synchronized (this) {
                latencies.recordValue((System.nanoTime() - started) / 1_000);
            }
        }
    }

    void check(byte[] body, String signature) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secretKey, "HmacSHA1"));
            checkedSignatures++;
            if (!HexFormat.of().formatHex(mac.doFinal(body)).equals(signature)) {
                wrongSignatures++;
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    long accepted() {
        return accepted.get();
    }

    long refused() {
        return refused.get();
    }

    /** How many have not come yet. */
    long missing() {
        return expected.get() - distinct;
    }

    /** Returns when everything came, or after so long. */
    void awaitAll(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (missing() > 0 && System.nanoTime() < end) {
            Pause.millis(2);
        }
    }

    /** The fewest distinct deliveries that an endpoint of the group got. */
    int fewest(int group) {
        return Arrays.stream(groups[group].arrived).min().orElse(0);
    }

    long distinct() {
        return distinct;
    }

    long bytes() {
        return bytes;
    }

    long duplicates() {
        return duplicates;
    }

    long checkedSignatures() {
        return checkedSignatures;
    }

    long wrongSignatures() {
        return wrongSignatures;
    }

    /** The latencies since it was last asked, in microseconds. */
    synchronized Histogram takeLatencies() {
        Histogram taken = latencies;
        latencies = new Histogram(3);
        return taken;
    }

    private static final class Group {
        private final int[] arrived;
        private long[] starts = new long[64];
        private int count;

        Group(int endpoints) {
            this.arrived = new int[endpoints];
        }

        synchronized void started(long nanos) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = nanos;
        }

        synchronized void refused() {
            count--;
        }

        synchronized long next(int endpoint) {
            int nth = arrived[endpoint]++;
            return nth < count ? starts[nth] : 0;
        }
    }
}
