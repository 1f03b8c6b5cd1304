package dev.jwebhooks.outbound;

import dev.jwebhooks.service.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** What a listener needs to speak TLS: a certificate of its own signing, for one name. */
final class TlsServer {
    private static final String PASSWORD = "changeit";

    private final SSLContext context;
    private final Path store;

    private TlsServer(SSLContext context, Path store) {
        this.context = context;
        this.store = store;
    }

    static TlsServer withCertificateFor(String name, Path directory)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        int made = new ProcessBuilder(List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .start()
                .waitFor();
        if (made != 0) {
            throw new IOException("keytool ended with " + made);
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new TlsServer(context, store);
    }

    /** A client made by this trusts the certificate, as it would one that an authority signed. */
    OutboundHttp trusted(OutboundSettings settings) {
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        try {
            return OutboundHttp.create(settings, new BoundedDns());
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    /** Shakes hands and reads nothing after that. */
    void keepSilent(Socket plain, Runnable shaken) throws IOException {
        try (SSLSocket socket = over(plain)) {
            socket.startHandshake();
            shaken.run();
            RawServer.keepSilent();
        }
    }

    private SSLSocket over(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), 0, true);
        socket.setUseClientMode(false);
        return socket;
    }

    /** Answers small requests over TLS, one after the other. */
    void answer(Socket plain, Supplier<String> answer) throws IOException {
        try (SSLSocket socket = over(plain)) {
            InputStream in = socket.getInputStream();
            while (in.read(new byte[4_096]) > 0) {
                socket.getOutputStream().write(answer.get().getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
