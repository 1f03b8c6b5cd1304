package dev.jwebhooks.outbound;

import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks names up within the time of the request that asks. The platform's own look-up cannot be cut short, so it runs
 * on a thread of its own, which is left behind when the time is over.
 */
final class BoundedDns implements DnsResolver {
    private static final Executor LOOK_UPS = Thread::startVirtualThread;

    private final DnsResolver platform = SystemDefaultDnsResolver.INSTANCE;

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return withinDeadline(CompletableFuture.supplyAsync(() -> lookUp(host), LOOK_UPS), host);
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return platform.resolveCanonicalHostname(host);
    }

    private InetAddress[] lookUp(String host) {
        try {
            return platform.resolve(host);
        } catch (UnknownHostException unknown) {
            return new InetAddress[0];
        }
    }

    private static InetAddress[] withinDeadline(CompletableFuture<InetAddress[]> lookUp, String host)
            throws UnknownHostException {
        try {
            InetAddress[] addresses = lookUp.get(Deadline.current().nanosLeft(), TimeUnit.NANOSECONDS);
            if (addresses.length == 0) {
                throw new UnknownHostException(host + " has no address");
            }
            return addresses;
        } catch (TimeoutException | ExecutionException late) {
            throw noAnswer(host, late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw noAnswer(host, stopped);
        }
    }

    private static UnknownHostException noAnswer(String host, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(host + " could not be looked up in time");
        unknown.initCause(new SocketTimeoutException().initCause(cause));
        return unknown;
    }
}
