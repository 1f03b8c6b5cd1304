package dev.jwebhooks.pywebhooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Writes dumps as {@code rethinkdb export} lays them out. */
final class DumpFolder {
    /** What PyWebhooks would have hashed to {@link #HASH}. */
    static final String KEY = "9f1b2c3d4e5f60718293a4b5c6d7e8f901234567";

    /** Made by werkzeug's generate_password_hash. */
    static final String HASH = "pbkdf2:sha1:1000$OjlMQxPJ$960bd5959bc7427a7ca37c1579860141a8d56410";

    static final String SECRET = "0123456789abcdef0123456789abcdef01234567";

    private final Path folder;

    DumpFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    DumpFolder accounts(String... documents) {
        return json("accounts", documents);
    }

    DumpFolder registrations(String... documents) {
        return json("registrations", documents);
    }

    DumpFolder subscriptions(String... documents) {
        return json("subscriptions", documents);
    }

    DumpFolder triggered(String... documents) {
        return json("triggered_webhooks", documents);
    }

    private DumpFolder json(String table, String... documents) {
        return file(table + ".json", "[\n" + String.join(",\n", documents) + "\n]\n")
                .file(table + ".info", "{\"db\": {\"name\": \"pywebhooks\"}, \"primary_key\": \"id\"}\n");
    }

    DumpFolder file(String name, String content) {
        Path database = folder.resolve("pywebhooks");
        try {
            Files.createDirectories(database);
            Files.writeString(database.resolve(name), content);
            return this;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static String account(UUID id, String username, String endpoint) {
        return account(id, username, endpoint, "1441164550.515677");
    }

    static String account(UUID id, String username, String endpoint, String epoch) {
        return """
            {"api_key": "%s", "endpoint": "%s", "epoch": %s, "failed_count": 7, "id": "%s", "is_admin": false, \
            "secret_key": "%s", "username": "%s"}\
            """.formatted(HASH, endpoint, epoch, id, SECRET, username);
    }

    /** As PyWebhooks makes it: with no failed count, and an endpoint of no characters. */
    static String admin(UUID id) {
        return """
            {"api_key": "%s", "endpoint": "", "epoch": 1441164000, "id": "%s", "is_admin": true, "secret_key": "%s", \
            "username": "admin"}\
            """.formatted(HASH, id, SECRET);
    }

    static String registration(UUID id, UUID account, String eventData) {
        return """
            {"account_id": "%s", "description": "for a test", "epoch": 1441164551.25, "event": "order paid", \
            "event_data": %s, "id": "%s"}\
            """.formatted(account, eventData, id);
    }

    static String subscription(UUID id, UUID account, UUID registration) {
        return """
            {"account_id": "%s", "epoch": 1441164552, "id": "%s", "registration_id": "%s"}\
            """.formatted(account, id, registration);
    }

    static String triggered(UUID id, UUID registration) {
        return """
            {"epoch": 1441164553.5, "id": "%s", "registration_id": "%s"}\
            """.formatted(id, registration);
    }

    /** So many accounts, the first of them subscribed to its own webhook. */
    DumpFolder fill(int accounts) {
        String[] documents = new String[accounts];
        for (int i = 0; i < accounts; i++) {
            documents[i] = account(new UUID(1, i), "user-" + i, "http://127.0.0.1:9/" + i);
        }
        UUID registration = new UUID(2, 0);
        return accounts(documents)
                .registrations(registration(registration, new UUID(1, 0), "{}"))
                .subscriptions(subscription(new UUID(3, 0), new UUID(1, 0), registration));
    }

    static List<String> lines(Path journal) {
        try {
            return Files.readAllLines(journal);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
