import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver in a single file: {@code java Receiver.java PORT SECRET_FILE}. */
class Receiver {
    public static void main(String[] arguments) throws IOException {
        Path secretFile = Path.of(arguments[1]);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> handle(exchange, secretFile));
        server.start();
    }

    private static void handle(HttpExchange exchange, Path secretFile) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                answer(exchange, 200, get(String.valueOf(exchange.getRequestURI().getQuery()), secretFile));
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean signed = isSigned(body, exchange.getRequestHeaders().getFirst("pywebhooks-signature"), secretFile);
            String text = new String(body, StandardCharsets.US_ASCII);
            System.out.println(signed ? exchange.getRequestHeaders().getFirst("event") + " " + text : "wrong signature");
            answer(exchange, signed ? 200 : 401, "{}");
        }
    }

    private static String get(String query, Path secretFile) throws IOException {
        String value = query.substring(query.lastIndexOf('=') + 1);
        if (query.contains("echo=")) { // the challenge: prove that we run this endpoint
            return "{\"echo\": \"" + value + "\"}";
        }
        if (query.contains("secret_key=")) { // a new secret that was asked for
            Files.writeString(secretFile, value);
        }
        if (query.contains("api_key=")) {
            System.out.println("new api key: " + value);
        }
        return "{}";
    }

    private static boolean isSigned(byte[] body, String signature, Path secretFile) throws IOException {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Files.readString(secretFile).strip().getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
            byte[] expected = HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.US_ASCII);
            byte[] given = Objects.requireNonNullElse(signature, "").getBytes(StandardCharsets.US_ASCII);
            return MessageDigest.isEqual(expected, given);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
