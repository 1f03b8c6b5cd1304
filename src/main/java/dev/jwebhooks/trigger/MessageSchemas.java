package dev.jwebhooks.trigger;

import dev.jwebhooks.schema.CheckTime;
import dev.jwebhooks.schema.EventSchemas;
import dev.jwebhooks.trigger.Fit.Fits;
import dev.jwebhooks.trigger.Fit.Unfit;
import dev.jwebhooks.web.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Checks messages against the schemas of their registrations. */
@Component
class MessageSchemas {
    private static final String FITS_ANYTHING = "true";

    private final JdbcClient jdbc;
    private final EventSchemas schemas;

    MessageSchemas(JdbcClient jdbc, EventSchemas schemas) {
        this.jdbc = jdbc;
        this.schemas = schemas;
    }

    /** What the checks of one call may take together. */
    CheckTime time() {
        return schemas.time();
    }

    /** The message with whether it fits the schema with that digest, or the one that has taken its place since. */
    Message checked(Message message, String schema, CheckTime time) {
        EventData data = message.eventData();
        if (data == null
                || (message.fit() instanceof Unfit known && known.schema().equals(schema))) {
            return message;
        }
        try {
            return message.with(
                    new Fits(schemas.check(schema, () -> text(message.shot().registrationId()), data.value(), time)));
        } catch (Refused why) {
            return message.with(new Unfit(schema, why));
        }
    }

    /**
     * The messages with whether they fit. What does not is told when it is sure that it did not fire before: then it is
     * answered as it was.
     */
    List<Message> checkedAhead(List<Message> messages, CheckTime time) {
        Map<UUID, String> digests = digests(messages);
        return messages.stream()
                .map(message -> {
                    String schema = digests.get(message.shot().registrationId());
                    return schema == null ? message : checked(message, schema, time);
                })
                .toList();
    }

    private Map<UUID, String> digests(List<Message> messages) {
        Map<UUID, String> digests = new HashMap<>();
        jdbc.sql("""
            select id, encode(sha256(convert_to(event_schema, 'UTF8')), 'hex') as schema
            from registrations where id = any(:ids) and event_schema is not null
            """)
                .param(
                        "ids",
                        messages.stream()
                                .filter(message -> message.eventData() != null)
                                .map(message -> message.shot().registrationId())
                                .toArray(UUID[]::new))
                .query(row -> {
                    digests.put(row.getObject("id", UUID.class), row.getString("schema"));
                });
        return digests;
    }

    private String text(UUID registration) {
        return jdbc.sql("select coalesce(event_schema, :none) from registrations where id = :id")
                .param("none", FITS_ANYTHING)
                .param("id", registration)
                .query(String.class)
                .optional()
                .orElse(FITS_ANYTHING);
    }
}
