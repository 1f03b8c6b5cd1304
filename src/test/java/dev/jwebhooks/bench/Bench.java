package dev.jwebhooks.bench;

import dev.jwebhooks.bench.Population.Shape;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * What scenarios run with.
 *
 * @param kind what the service stands on
 * @param sink the receiver of all scenarios
 * @param windows samples taken of each figure
 * @param windowMillis how long each lasts
 * @param warmUpMillis how long the service is loaded before the first
 */
record Bench(Installation.Kind kind, Sink sink, int windows, long windowMillis, long warmUpMillis) {
    static final String HEAP = "-Xmx512m";
    private static final Path JAR =
            Path.of(System.getProperty("bench.jar", "target/jwebhooks.jar")).toAbsolutePath();

    Installation install(String... settings) {
        return installWithHeap(HEAP, settings);
    }

    Installation installWithHeap(String heap, String... settings) {
        return Installation.start(kind, JAR, List.of(heap), List.of(settings));
    }

    /** Of another version. */
    Installation installPackage(Path jar) {
        return Installation.start(kind, jar, List.of(HEAP), List.of());
    }

    Side side(Installation installation, Shape shape) throws SQLException {
        return Side.create(installation, sink, shape);
    }

    /** The same, for a scenario whose services compile at a fraction of the usual pace. */
    Bench withWarmUp(int times) {
        return new Bench(kind, sink, windows, windowMillis, times * warmUpMillis);
    }

    void warmUp() {
        Pause.millis(warmUpMillis);
    }

    /** As many windows as are wanted. */
    void sample(Result result, String prefix, Side side) {
        for (int i = 0; i < windows; i++) {
            Window.of(side, windowMillis).addTo(result, prefix);
        }
    }
}
