package dev.jwebhooks.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the driver itself posts straight to the sink: the measure of the machine that everything else is a ratio to. */
record Direct() implements Scenario {
    private static final int CONNECTIONS = 32;

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public Result run(Bench bench) {
        Result result = new Result();
        byte[] request = HttpConnection.request(
                "POST",
                "/ok/0/0",
                "Content-Type: application/json\r\n",
                "x".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < bench.windows() + 1; i++) {
            double rate = postsPerSecond(bench.sink().port(), request, 1_000);
            if (i > 0) {
                result.add("posts/s", rate);
            }
        }
        return result;
    }

    private static double postsPerSecond(int port, byte[] request, long millis) {
        long start = System.nanoTime();
        long end = start + millis * 1_000_000;
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
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return java.util.Arrays.stream(posts).sum() / ((System.nanoTime() - start) / 1e9);
    }
}
