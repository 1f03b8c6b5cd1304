package dev.jwebhooks.fault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request to an endpoint; its body is read and forgotten. */
record Request(String path, String deliveryId) {
    /** Null at the end of the connection. */
    static @Nullable Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        String deliveryId = "";
        long length = 0;
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "webhook-id" -> deliveryId = line.substring(colon + 1).strip();
                case "content-length" ->
                    length = Long.parseLong(line.substring(colon + 1).strip());
                default -> {}
            }
        }
        in.skipNBytes(length);
        return new Request(first.split(" ", -1)[1], deliveryId);
    }

    /** That of a new account: the endpoint has to say back what the query says. */
    boolean isChallenge() {
        return deliveryId.isEmpty();
    }

    String challenge() {
        return path.substring(path.indexOf('=') + 1);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        byte[] bytes = new byte[512];
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r' && length < bytes.length) {
                bytes[length++] = (byte) next;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
