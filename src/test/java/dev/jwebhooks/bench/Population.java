package dev.jwebhooks.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is there: one account that publishes, made through the API, and groups of subscribers, made in the database with
 * its keys, each group around a registration of the publisher.
 */
record Population(
        Shape shape, int channel, String username, String apiKey, String secretKey, List<String> registrations) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * How many, and how large.
     *
     * @param bodyBytes about the length of each message's body
     * @param hosts on how many addresses the endpoints of a group are
     * @param behaviours what the n-th endpoint of each group does
     */
    record Shape(int groups, int subscribers, int bodyBytes, int hosts, IntFunction<Sink.Behaviour> behaviours) {
        static Shape healthy(int groups, int subscribers, int bodyBytes) {
            return new Shape(groups, subscribers, bodyBytes, 1, _ -> Sink.Behaviour.OK);
        }

        /** Of each group, the endpoints that a delivery gets through to. */
        int healthy() {
            return (int) IntStream.range(0, subscribers)
                    .filter(i -> behaviours.apply(i).healthy())
                    .count();
        }
    }

    static Population create(Installation installation, Sink sink, Shape shape) throws SQLException {
        int channel = sink.newChannel();
        JsonNode publisher = publisher(installation.port(0), sink, channel);
        String name = publisher.path("username").asString();
        try (Connection database = installation.database()) {
            List<String> registrations = registrations(database, name, shape);
            Population population = new Population(
                    shape,
                    channel,
                    name,
                    publisher.path("api_key").asString(),
                    publisher.path("secret_key").asString(),
                    registrations);
            for (int group = 0; group < shape.groups; group++) {
                population.addSubscribers(database, group, sink);
            }
            try (Statement statement = database.createStatement()) {
                statement.execute("analyze");
            }
            return population;
        }
    }

    private static JsonNode publisher(int port, Sink sink, int channel) {
        String account = "{\"username\": \"publisher-%d\", \"endpoint\": \"%s\"}"
                .formatted(System.nanoTime(), sink.url(Sink.Behaviour.OK, channel, 0, 0, 0));
        try (HttpConnection connection = new HttpConnection(port)) {
            HttpConnection.Answer answer = connection.send(HttpConnection.request(
                    "POST",
                    "/v1/account",
                    "Content-Type: application/json\r\n",
                    account.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            if (answer.status() != 201) {
                throw new IllegalStateException(answer.text());
            }
            return JSON.readTree(answer.text());
        }
    }

    private static List<String> registrations(Connection database, String publisher, Shape shape) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("""
            insert into registrations (id, account_id, event, description, event_data, epoch)
            select gen_random_uuid(), a.id, 'bench.fired', 'A benchmark', ?, now()
            from accounts a, generate_series(1, ?) where a.username = ? returning id
            """)) {
            insert.setString(1, "{\"filler\": \"" + "x".repeat(Math.max(0, shape.bodyBytes - 14)) + "\"}");
            insert.setInt(2, shape.groups);
            insert.setString(3, publisher);
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        }
    }

    private void addSubscribers(Connection database, int group, Sink sink) throws SQLException {
        String[] endpoints = new String[shape.subscribers];
        Arrays.setAll(endpoints, i -> sink.url(shape.behaviours.apply(i), channel, group, i, i % shape.hosts));
        try (PreparedStatement insert = database.prepareStatement("""
            with subscriber as (
                insert into accounts (id, username, endpoint, api_key_hash, secret_key, is_admin, epoch)
                select gen_random_uuid(), p.username || '-' || ? || '-' || e.nth, e.url,
                       p.api_key_hash, p.secret_key, false, now()
                from accounts p, unnest(?::text[]) with ordinality as e (url, nth) where p.username = ?
                returning id
            )
            insert into subscriptions (id, account_id, registration_id, epoch)
            select gen_random_uuid(), id, ?::uuid, now() from subscriber
            """)) {
            insert.setInt(1, group);
            insert.setArray(2, database.createArrayOf("text", endpoints));
            insert.setString(3, username);
            insert.setString(4, registrations.get(group));
            insert.executeUpdate();
        }
    }

    /** The request that fires the group's webhook. */
    byte[] trigger(int group) {
        return HttpConnection.request(
                "POST", "/v1/webhook/triggered/" + registrations.get(group), credentials(username), new byte[0]);
    }

    /** The name of the n-th subscriber of a group, whose key is the publisher's. */
    String subscriber(int group, int nth) {
        return username + "-" + group + "-" + (nth + 1);
    }

    String credentials(String caller) {
        return "username: " + caller + "\r\napi-key: " + apiKey + "\r\n";
    }
}
