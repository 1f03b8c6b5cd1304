package dev.jwebhooks.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the driver itself posts straight to the sink: the measure of the machine that everything else is a ratio to. */
final class Direct {
    static final String POSTS = "posts of 1 KB/s";
    static final String MEGABYTES = "MB/s in posts of 256 KB";
    private static final int CONNECTIONS = 32;
    private static final long MILLIS = 1_000;

    private Direct() {}

    static Result measure(Sink sink, int samples) {
        Result result = new Result();
        postsPerSecond(sink.port(), 1_000);
        for (int i = 0; i < samples; i++) {
            result.add(POSTS, postsPerSecond(sink.port(), 1_000));
            result.add(MEGABYTES, postsPerSecond(sink.port(), 256_000) * 256_000 / 1e6);
        }
        return result;
    }

    private static double postsPerSecond(int port, int bodyBytes) {
        byte[] request = HttpConnection.request(
                "POST",
                "/ok/0/0/0",
                "Content-Type: application/json\r\n",
                "x".repeat(bodyBytes).getBytes(StandardCharsets.US_ASCII));
        long start = System.nanoTime();
        long end = start + MILLIS * 1_000_000;
        List<Thread> threads = new ArrayList<>();
        long[] posts = new long[CONNECTIONS];
        for (int i = 0; i < CONNECTIONS; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try (HttpConnection connection = new HttpConnection(port)) {
                    while (System.nanoTime() < end) {
                        connection.send(request);
                        posts[number]++;
                    }
                }
            }));
        }
        Pause.untilEnded(threads);
        return java.util.Arrays.stream(posts).sum() / ((System.nanoTime() - start) / 1e9);
    }
}
