package dev.jwebhooks.registration;

import dev.jwebhooks.web.QueryValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which registrations are looked for.
 *
 * @param account whose, or null for everyone's
 * @param event their event's name, the beginning of it as {@code order.*}, or null for any
 */
record RegistrationSearch(@Nullable UUID account, @Nullable String event) {
    private static final String BY_AGE = "epoch, id";
    // As the index has it, byte by byte, so that those with one beginning lie together.
    private static final String BY_EVENT = "event collate \"C\", " + BY_AGE;
    private static final String ANY_END = ".*";

    static RegistrationSearch of(UUID account) {
        return new RegistrationSearch(account, null);
    }

    /** From the parameters of a call. */
    static RegistrationSearch of(@Nullable String account, @Nullable String event) {
        return new RegistrationSearch(QueryValue.id("account_id", account), QueryValue.text("event", event));
    }

    /** As SQL; needs the {@link #parameters}. */
    String where() {
        List<String> conditions = new ArrayList<>();
        if (account != null) {
            conditions.add("account_id = :account");
        }
        if (event != null) {
            conditions.add(
                    event.endsWith(ANY_END)
                            ? "event collate \"C\" >= :event and event collate \"C\" < :end"
                            : "event collate \"C\" = :event");
        }
        return conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    }

    /** As SQL: by age; where events are looked for, by these first. */
    String order() {
        return event == null ? BY_AGE : BY_EVENT;
    }

    Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("account", account);
        if (event != null && event.endsWith(ANY_END)) {
            String stem = event.substring(0, event.length() - ANY_END.length());
            parameters.put("event", stem + ".");
            // The character after the full stop, so everything that begins with the stem and one.
            parameters.put("end", stem + "/");
        } else {
            parameters.put("event", event);
        }
        return parameters;
    }
}
