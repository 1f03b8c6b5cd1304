package dev.jwebhooks.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks names up within the time of the request that asks. The platform's own look-up cannot be cut short and may take
 * half a minute, so it runs on a thread that is left behind when the time is over. Those threads are few, and not
 * virtual: a virtual one keeps its carrier for as long, and 256 of them would stop every other in the process.
 */
final class BoundedDns implements DnsResolver {
    static final int AT_ONCE = 64;
    static final int WAITING = 1_024;
    private static final int IDLE_SECONDS = 10;

    private final DnsResolver platform;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("look-up-", 0).factory());
    private final Map<String, CompletableFuture<InetAddress[]>> underWay = new ConcurrentHashMap<>();

    BoundedDns() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    BoundedDns(DnsResolver platform) {
        this.platform = platform;
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return isAddress(host) ? platform.resolve(host) : withinDeadline(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return platform.resolveCanonicalHostname(host);
    }

    private static boolean isAddress(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    private InetAddress[] withinDeadline(String host) throws UnknownHostException {
        try {
            return lookUp(host).get(Deadline.current().nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | CancellationException late) {
            throw unknown(host + " could not be looked up in time", late);
        } catch (ExecutionException failed) {
            throw unknown(host + " has no address", failed);
        } catch (RejectedExecutionException full) {
            throw unknown("too many names are being looked up", full);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unknown("the look-up of " + host + " was stopped", stopped);
        }
    }

    /** All requests to a name share its look-up, so a name that hangs holds one thread however many wait for it. */
    private CompletableFuture<InetAddress[]> lookUp(String host) {
        CompletableFuture<InetAddress[]> mine = new CompletableFuture<>();
        CompletableFuture<InetAddress[]> first = underWay.putIfAbsent(host, mine);
        if (first != null) {
            return first;
        }
        Deadline deadline = Deadline.current();
        try {
            threads.execute(() -> lookUp(host, deadline, mine));
        } catch (RejectedExecutionException full) {
            underWay.remove(host);
            mine.completeExceptionally(full);
            throw full;
        }
        return mine;
    }

    private void lookUp(String host, Deadline deadline, CompletableFuture<InetAddress[]> found) {
        try {
            if (deadline.isOver()) {
                // Nobody may be waiting any more, and others are behind it.
                found.cancel(false);
            } else {
                found.complete(platform.resolve(host));
            }
        } catch (UnknownHostException | RuntimeException failed) {
            found.completeExceptionally(failed);
        } finally {
            underWay.remove(host);
        }
    }

    private static UnknownHostException unknown(String text, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(text);
        unknown.initCause(cause);
        return unknown;
    }
}
