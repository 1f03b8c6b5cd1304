package dev.jwebhooks.service;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Endpoints of subscribers, as many as there are paths. Each echoes challenges and takes keys; what a POST is answered
 * can be told per path, and is 200 else.
 */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final Map<String, ToIntFunction<Received>> answers = new ConcurrentHashMap<>();
    private final Map<String, String> sentKeys = new ConcurrentHashMap<>();

    private Receiver(HttpServer server) {
        this.server = server;
    }

    public static Receiver start() {
        return start(0);
    }

    public static Receiver start(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            Receiver receiver = new Receiver(server);
            server.createContext("/", receiver::handle);
            server.start();
            return receiver;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** What came, with the headers that matter. */
    public record Received(
            String path, String event, String signature, String deliveryId, Headers headers, String body) {
        /** A header's value, or an empty text where there was none. */
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        /** Checked as receivers do, by their own copy of the key. */
        public boolean isSignedWith(String secretKey) {
            try {
                Mac mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
                byte[] expected = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(expected).equals(signature);
            } catch (java.security.GeneralSecurityException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** POSTs to this path are answered so from now on; the answer may wait. */
    public void answer(String path, ToIntFunction<Received> status) {
        answers.put(path, status);
    }

    public void answer(String path, int status) {
        answer(path, _ -> status);
    }

    public List<Received> at(String path) {
        return received.stream().filter(one -> one.path().equals(path)).toList();
    }

    public List<Received> all() {
        return List.copyOf(received);
    }

    /** The last key that came to the path under that name. */
    public String sentKey(String path, String name) {
        return sentKeys.getOrDefault(path + "?" + name, "");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("GET")) {
                respond(exchange, 200, echo(path, exchange.getRequestURI().getQuery()));
            } else {
                Received one = received(path, exchange);
                received.add(one);
                respond(exchange, answers.getOrDefault(path, _ -> 200).applyAsInt(one), "");
            }
        }
    }

    private String echo(String path, String query) {
        String[] parameter = query.split("=", 2);
        sentKeys.put(path + "?" + parameter[0], parameter[1]);
        return "{\"echo\": \"" + parameter[1] + "\"}";
    }

    private static Received received(String path, HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Received(
                path,
                header(exchange, "event"),
                header(exchange, "pywebhooks-signature"),
                header(exchange, "webhook-id"),
                exchange.getRequestHeaders(),
                body);
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
