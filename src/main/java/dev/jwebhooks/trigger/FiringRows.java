package dev.jwebhooks.trigger;

import dev.jwebhooks.trigger.Firing.Fired;
import dev.jwebhooks.trigger.Firing.FiredBefore;
import dev.jwebhooks.trigger.Firing.InProgress;
import dev.jwebhooks.trigger.Firing.NotOwned;
import dev.jwebhooks.trigger.Firing.OtherMessage;
import dev.jwebhooks.trigger.Firing.Rest;
import dev.jwebhooks.trigger.Firing.Unchecked;
import dev.jwebhooks.trigger.Firing.Unknown;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What became of shots, read from the rows of the statement that fired them: {@code id}, {@code verdict}, {@code rest}
 * and {@code delivery}, of what fired before its {@code triggered_id} and {@code epoch}, and of what is unchecked its
 * {@code schema}. A shot has a row for each delivery that it made, else one, and none where its registration is
 * unknown.
 */
final class FiringRows {
    private FiringRows() {}

    static Map<UUID, Firing> read(ResultSet rows) throws SQLException {
        Map<UUID, Firing> firings = new HashMap<>();
        while (rows.next()) {
            UUID shot = rows.getObject("id", UUID.class);
            Firing firing = firings.get(shot);
            if (firing == null) {
                firing = firing(rows);
                firings.put(shot, firing);
            }
            UUID delivery = rows.getObject("delivery", UUID.class);
            if (firing instanceof Fired fired && delivery != null) {
                fired.deliveries().add(delivery);
            }
        }
        return firings;
    }

    static Firing of(Shot shot, Map<UUID, Firing> firings) {
        return firings.getOrDefault(shot.id(), new Unknown());
    }

    private static Rest rest(String filtered) {
        return switch (filtered) {
            case "none" -> Rest.NONE;
            case "true" -> Rest.FILTERED;
            default -> Rest.WAITS;
        };
    }

    private static Firing firing(ResultSet row) throws SQLException {
        String verdict = row.getString("verdict");
        return switch (verdict) {
            case "fired" -> new Fired(new ArrayList<>(), rest(row.getString("rest")));
            case "fired before" ->
                new FiredBefore(
                        row.getObject("triggered_id", UUID.class),
                        row.getObject("epoch", OffsetDateTime.class).toInstant());
            case "other message" -> new OtherMessage();
            case "in progress" -> new InProgress();
            case "unchecked" -> new Unchecked(row.getString("schema"));
            case "not owned" -> new NotOwned();
            default -> throw new IllegalStateException("The statement has no verdict " + verdict);
        };
    }
}
