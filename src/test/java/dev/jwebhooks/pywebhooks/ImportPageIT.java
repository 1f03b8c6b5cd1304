package dev.jwebhooks.pywebhooks;

import static dev.jwebhooks.pywebhooks.DumpFolder.account;
import static dev.jwebhooks.pywebhooks.DumpFolder.admin;
import static dev.jwebhooks.pywebhooks.DumpFolder.registration;
import static dev.jwebhooks.pywebhooks.DumpFolder.subscription;
import static dev.jwebhooks.pywebhooks.DumpFolder.triggered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.JWebhooks;
import dev.jwebhooks.docs.Fence;
import dev.jwebhooks.docs.Printed;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.ServiceProcess;
import dev.jwebhooks.service.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The move that {@code docs/from-pywebhooks.md} shows, step by step, but for the export, which takes a RethinkDB. */
class ImportPageIT {
    private static final String SERVICE = "java -jar jwebhooks.jar";
    private static final String DUMP = "pywebhooks-export";
    private static final UUID ANNA = new UUID(1, 1);

    private final String database = Databases.create();

    @TempDir
    private Path folder;

    @Test
    void its_steps_go_as_it_shows() throws IOException {
        Shell.require("curl", "the import of the page was not run");
        List<Fence> steps = Fence.all(Files.readString(Path.of("docs/from-pywebhooks.md")));
        assertThat(steps.get(0).text()).contains("rethinkdb export").contains("-d " + DUMP);
        fill(new DumpFolder(folder.resolve(DUMP)));

        assertThat(run(steps.get(1))).contains("Nothing was written", "subscriptions             20,003      20,000");
        String printed = run(steps.get(2));

        assertThat(printed).matches(Printed.as(steps.get(3).text()));
        try (RunningService service = RunningService.start(database)) {
            String answer = call(steps.get(4), service);
            assertThat(answer).contains("{\"subscriptions\":[").contains(ANNA.toString());
        }
    }

    /** Some records were skipped, so its exit status is 2. */
    private String run(Fence step) {
        String command = step.text().strip();
        assertThat(command).startsWith(SERVICE + " --import " + DUMP);
        List<String> arguments =
                new ArrayList<>(List.of(command.substring(SERVICE.length() + 1).split(" ")));
        arguments.addAll(List.of("--spring.datasource.url=" + database, "--spring.datasource.username=postgres"));
        return ServiceProcess.start(JWebhooks.class, folder, arguments).outputAtExit(2);
    }

    private static String call(Fence step, RunningService service) {
        List<String> commands = step.text().lines().toList();
        assertThat(commands).first().isEqualTo(SERVICE);
        String curl = commands.getLast().replace("localhost:8081", "127.0.0.1:" + service.port());
        return Shell.run(Map.of("OLD_KEY", DumpFolder.KEY), "bash", "-c", curl);
    }

    /** As many as there, the 77th account of a name that an older one has, three subscriptions to nothing. */
    private static void fill(DumpFolder dump) {
        dump.accounts(documents(2_001, i -> switch (i) {
                    case 0 -> admin(new UUID(1, 0));
                    case 1 -> account(ANNA, "anna", "http://127.0.0.1:9/");
                    case 76 ->
                        account(
                                UUID.fromString("0b7c2a34-9d1e-4f6b-8a53-2f6f1f0e6f2b"),
                                "anna",
                                "http://127.0.0.1:9/",
                                "1441165000.5");
                    default -> account(new UUID(1, i), "user-" + i, "http://127.0.0.1:9/" + i);
                }))
                .registrations(documents(5_000, i -> registration(new UUID(2, i), ANNA, "{\"order\": " + i + "}")))
                .subscriptions(documents(
                        20_003, i -> subscription(new UUID(3, i), ANNA, new UUID(2, i < 20_000 ? i % 5_000 : i))))
                .triggered(documents(4_000, i -> triggered(new UUID(4, i), new UUID(2, i))));
    }

    private static String[] documents(int count, IntFunction<String> document) {
        return IntStream.range(0, count).mapToObj(document).toArray(String[]::new);
    }
}
