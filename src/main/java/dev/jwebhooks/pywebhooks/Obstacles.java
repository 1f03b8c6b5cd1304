package dev.jwebhooks.pywebhooks;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads what a statement says of a batch: an id and the name of an {@link Obstacle} a row. */
final class Obstacles {
    private Obstacles() {}

    static Map<UUID, Obstacle> found(StatementSpec statement) {
        return statement.query(rows -> {
            Map<UUID, Obstacle> obstacles = new HashMap<>();
            while (rows.next()) {
                obstacles.put(rows.getObject(1, UUID.class), Obstacle.valueOf(rows.getString(2)));
            }
            return obstacles;
        });
    }
}
