package dev.jwebhooks.fault;

import dev.jwebhooks.fault.Sightings.Answer;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** The endpoints of all subscribers, on one port: each behaves as its path says, until all are healed. */
final class Endpoints implements AutoCloseable {
    private static final int BACKLOG = 2_000;

    private final ServerSocket listener;
    private final Map<String, ServerSocket> others = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> arrived = new ConcurrentHashMap<>();
    private final Ledger ledger;
    private final RandomGenerator random;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean healed;

    private Endpoints(ServerSocket listener, Ledger ledger, RandomGenerator random) {
        this.listener = listener;
        this.ledger = ledger;
        this.random = random;
    }

    static Endpoints start(Ledger ledger, RandomGenerator random) {
        try {
            Endpoints endpoints =
                    new Endpoints(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), ledger, random);
            Thread.startVirtualThread(() -> endpoints.accept(endpoints.listener));
            return endpoints;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** On that address too, if not yet. */
    void listenOn(String address) {
        others.computeIfAbsent(address, this::listener);
    }

    private ServerSocket listener(String address) {
        try {
            ServerSocket other = new ServerSocket(listener.getLocalPort(), BACKLOG, InetAddress.ofLiteral(address));
            Thread.startVirtualThread(() -> accept(other));
            return other;
        } catch (IOException noSuchAddress) {
            throw new UncheckedIOException(noSuchAddress);
        }
    }

    /** Not on that address any more: what is open there is closed. */
    void leave(String address) {
        ServerSocket left = others.remove(address);
        if (left != null) {
            close(left);
            open.stream()
                    .filter(socket -> socket.getLocalAddress().getHostAddress().equals(address))
                    .forEach(Endpoints::close);
        }
    }

    /** How many requests came to that address. */
    int arrivedAt(String address) {
        return arrived.computeIfAbsent(address, _ -> new AtomicInteger()).get();
    }

    String url(Manner manner, int number) {
        return "http://" + manner.host() + ":" + listener.getLocalPort() + manner.path(number);
    }

    /** From now on all answer 200. */
    void heal() {
        healed = true;
    }

    private void accept(ServerSocket on) {
        try {
            while (true) {
                Socket socket = on.accept();
                open.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The round is over, or this address is left.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 4_096);
            for (Request next = Request.read(in); next != null; next = Request.read(in)) {
                answer(next, socket);
            }
        } catch (IOException gone) {
            // Its client was killed, or had enough of it.
        } finally {
            open.remove(socket);
        }
    }

    private void answer(Request request, Socket socket) throws IOException {
        if (request.isChallenge()) {
            Replies.write(socket, Replies.ok("{\"echo\": \"" + request.challenge() + "\"}"));
            return;
        }
        Manner manner = mannerNow(request);
        arrived.computeIfAbsent(socket.getLocalAddress().getHostAddress(), _ -> new AtomicInteger())
                .incrementAndGet();
        ledger.arrived(UUID.fromString(request.deliveryId()), answerOf(manner));
        Replies.to(socket, manner, request.path());
    }

    private Manner mannerNow(Request request) {
        Manner manner = healed ? Manner.HEALTHY : Manner.of(request.path());
        return switch (manner) {
            case FLAKY -> random.nextInt(5) == 0 ? Manner.ERROR : Manner.HEALTHY;
            case MOODY ->
                random.nextInt(50) == 0 ? Manner.HOSTILE.get(random.nextInt(Manner.HOSTILE.size())) : Manner.HEALTHY;
            default -> manner;
        };
    }

    private static Answer answerOf(Manner manner) {
        return switch (manner) {
            case HEALTHY, FLAKY, MOVING, MOODY, ENDLESS, CONTINUES, GZIP_BOMB -> Answer.SUCCESS;
            case ERROR, REDIRECT_LOOP -> Answer.ERROR;
            case HANG, DRIP, RESET, GARBAGE, ONLY_CONTINUES, ENDLESS_HEADERS -> Answer.NONE;
        };
    }

    @Override
    public void close() {
        close(listener);
        others.values().forEach(Endpoints::close);
        open.forEach(Endpoints::close);
    }

    private static void close(Closeable one) {
        try {
            one.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
