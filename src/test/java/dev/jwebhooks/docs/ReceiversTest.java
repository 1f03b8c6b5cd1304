package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Ports;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.Shell;
import dev.jwebhooks.service.TestAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The receivers of {@code docs/receivers}, each as a reader would start it, against the service. */
class ReceiversTest {
    private static final Duration START = Duration.ofSeconds(30);
    private static final String DATA =
            "{\"text\":\"ü \\u2028 \uD83D\uDE00 /\\u007f\",\"n\":[1.10,1e5,1e16,-0.0,12345678901234567890]}";

    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "python3, receiver.py, ''",
        "node, receiver.js, ''",
        "java, Receiver.java, ''",
        "ruby, receiver.rb, ''",
        "go, receiver.go, run"
    })
    void a_receiver_answers_the_challenge_takes_a_new_key_and_checks_signatures(
            String program, String file, String verb) throws IOException {
        Shell.require(program);
        int port = Ports.free();
        Path log = folder.resolve("log");
        Path secret = folder.resolve("secret.txt");
        Process process = start(command(program, verb, file, port, secret), log);
        try {
            await().atMost(START).until(() -> Ports.isTaken(port));
            TestAccount account = api.account("http://127.0.0.1:" + port + "/hook");
            String registration = api.register(account, "order.paid", DATA);
            api.subscribe(account, registration);

            Files.writeString(secret, account.secretKey());
            api.trigger(account, registration);
            awaitLines(
                    log,
                    "order.paid {\"text\": \"\\u00fc \\u2028 \\ud83d\\ude00 /\\u007f\", \"n\": [1.1, 100000.0, 1e+16,"
                            + " -0.0, 12345678901234567890]}");

            assertThat(api.post("/v1/account/reset/secretkey", account).status())
                    .isEqualTo(200);
            assertThat(Files.readString(secret)).matches("[0-9a-f]{40}").isNotEqualTo(account.secretKey());
            api.trigger(account, registration);
            await().atMost(START)
                    .untilAsserted(() -> assertThat(Files.readAllLines(log)).hasSize(2));

            Files.writeString(secret, account.secretKey());
            api.trigger(account, registration);
            awaitLines(log, "wrong signature");
        } finally {
            stop(process);
        }
    }

    /** With a service of its own, whose clock nobody moves: the receiver believes only what was signed just now. */
    @Test
    void the_receiver_of_standard_webhooks_checks_signatures() throws IOException {
        Shell.require("python3");
        int port = Ports.free();
        Path log = folder.resolve("log");
        Path secret = folder.resolve("secret.txt");
        Process process = start(command("python3", "", "standard_webhooks.py", port, secret), log);
        try (RunningService own = RunningService.start(Databases.migrated())) {
            await().atMost(START).until(() -> Ports.isTaken(port));
            TestAccount account = own.api().account("http://127.0.0.1:" + port + "/hook");
            String registration = own.api().register(account, "order.paid", "{\"order\":7}");
            own.api().subscribe(account, registration);

            Files.writeString(secret, "whsec_" + "A".repeat(44));
            own.api().trigger(account, registration);
            awaitLines(log, "wrong signature");
            Files.writeString(secret, signingSecret(own.api(), account));
            own.api().trigger(account, registration);
            awaitLines(log, "order.paid {\"order\": 7}");

            own.clock().advance(Duration.ofMinutes(6));
            own.api().trigger(account, registration);
            await().atMost(START)
                    .untilAsserted(() -> assertThat(Files.readAllLines(log))
                            .filteredOn("wrong signature"::equals)
                            .hasSizeGreaterThanOrEqualTo(2));
        } finally {
            stop(process);
        }
    }

    private static String signingSecret(Api api, TestAccount account) {
        return api.get("/v1/account/" + account.id() + "/signing", account)
                .body()
                .path("secret")
                .asString();
    }

    /** As the receiver in PyWebhooks' examples does it: parse, dump again, and sign that. */
    @Test
    void a_signature_holds_over_what_python_parses_and_dumps_again() {
        Shell.require("python3");
        try (Receiver receiver = Receiver.start()) {
            TestAccount account = api.account(receiver.url("/a"));
            String registration = api.register(account, "e", DATA);
            api.subscribe(account, registration);
            api.trigger(account, registration);
            await().until(() -> receiver.at("/a").size() == 1);
            Receiver.Received received = receiver.at("/a").getFirst();

            String signature =
                    Shell.run(Map.of("BODY", received.body(), "SECRET", account.secretKey()), "python3", "-c", """
                        import hashlib, hmac, json, os
                        dumped = json.dumps(json.loads(os.environ["BODY"])).encode()
                        print(hmac.new(os.environ["SECRET"].encode(), dumped, hashlib.sha1).hexdigest(), end="")
                        """);

            assertThat(signature).isEqualTo(received.signature());
        }
    }

    private static List<String> command(String program, String verb, String file, int port, Path secret) {
        String path = program.equals("java")
                ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
                : program;
        String source = Path.of("docs/receivers").resolve(file).toAbsolutePath().toString();
        return verb.isEmpty()
                ? List.of(path, source, Integer.toString(port), secret.toString())
                : List.of(path, verb, source, Integer.toString(port), secret.toString());
    }

    private static Process start(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** And what it started: {@code go run} is the parent of the receiver. */
    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void awaitLines(Path log, String line) {
        await().atMost(START)
                .untilAsserted(() -> assertThat(Files.readAllLines(log)).contains(line));
    }
}
