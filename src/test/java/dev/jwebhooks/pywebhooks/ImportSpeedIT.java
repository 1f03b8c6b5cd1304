package dev.jwebhooks.pywebhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.JWebhooks;
import dev.jwebhooks.service.ServiceProcess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long an import takes, in a process with 128 MB of heap and the embedded database. The figure in the documentation
 * comes from {@code ./mvnw test -Dtest=ImportSpeedIT -Dimport.records=1000000}.
 */
class ImportSpeedIT {
    private static final int RECORDS = Integer.getInteger("import.records", 20_000);
    private static final Duration FOR_A_MILLION = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void a_million_records_are_imported_within_five_minutes() throws IOException {
        Path database = Files.createDirectories(folder.resolve("pywebhooks"));
        int accounts = RECORDS / 10;
        int registrations = RECORDS / 5;
        write(database, "accounts", accounts, i -> DumpFolder.account(id(1, i), "user-" + i, "http://host/" + i));
        write(
                database,
                "registrations",
                registrations,
                i -> DumpFolder.registration(
                        id(2, i),
                        id(1, i % accounts),
                        "{\"order\": " + i + ", \"text\": \"" + "x".repeat(200) + "\"}"));
        write(
                database,
                "subscriptions",
                RECORDS / 2,
                i -> DumpFolder.subscription(id(3, i), id(1, i % accounts), id(2, (int) (7L * i % registrations))));
        write(database, "triggered_webhooks", RECORDS / 5, i -> DumpFolder.triggered(id(4, i), id(2, i)));

        ServiceProcess process = ServiceProcess.start(
                JWebhooks.class, folder, List.of("-Xmx128m"), List.of("--import", database.toString()));
        await().atMost(FOR_A_MILLION.plusMinutes(1)).until(() -> !process.isRunning());
        Duration took = process.age();

        System.out.printf("%,d records in %d s, the start included%n%s%n", RECORDS, took.toSeconds(), process.output());
        assertThat(process.awaitExit()).as(process.output()).isZero();
        assertThat(took)
                .isLessThan(Duration.ofSeconds(30)
                        .plus(FOR_A_MILLION.multipliedBy(RECORDS).dividedBy(1_000_000)));
    }

    /** Spread as random ids are, so that no index grows at its end alone. */
    private static UUID id(int table, int number) {
        long spread = (number + 1) * 0x9E3779B97F4A7C15L;
        return new UUID(spread, ((long) table << 32) + number);
    }

    private static void write(Path database, String table, int count, IntFunction<String> document) throws IOException {
        try (BufferedWriter file = Files.newBufferedWriter(database.resolve(table + ".json"), UTF_8)) {
            file.write("[");
            for (int i = 0; i < count; i++) {
                file.write(i == 0 ? "\n" : ",\n");
                file.write(document.apply(i));
            }
            file.write("\n]\n");
        }
    }
}
