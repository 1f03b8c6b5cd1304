package dev.jwebhooks.trigger;

import dev.jwebhooks.schema.EventSchemas;
import dev.jwebhooks.web.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    /** The message with what it was checked against, or a refusal (422); the schema is named by its digest. */
    Message checked(Message message, String schema) {
        EventData data = message.eventData();
        return data == null
                ? message
                : message.checkedAgainst(
                        schemas.check(schema, () -> text(message.shot().registrationId()), data.value()));
    }

    /**
     * The messages, those whose data fits with what it was checked against. What does not fit is told when it is sure
     * that it did not fire before: then it is answered as it was.
     */
    List<Message> checkedAhead(List<Message> messages) {
        Map<UUID, String> digests = digests(messages);
        return messages.stream()
                .map(message -> checkedAhead(message, digests.get(message.shot().registrationId())))
                .toList();
    }

    private Message checkedAhead(Message message, @Nullable String schema) {
        try {
            return schema == null ? message : checked(message, schema);
        } catch (Refused unfit) {
            return message;
        }
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
