package dev.jwebhooks.pywebhooks;

import dev.jwebhooks.account.ApiKeyHash;
import dev.jwebhooks.account.Username;
import dev.jwebhooks.account.WerkzeugHash;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record that is fit to be imported. Its {@code micros} are its epoch in microseconds. */
sealed interface Dumped {
    UUID id();

    /**
     * An account.
     *
     * @param endpoint as it is; it was challenged by PyWebhooks
     * @param keyIsKept whether its old api key will be taken; else it must be reset
     */
    record DumpedAccount(
            UUID id,
            String username,
            @Nullable String endpoint,
            String apiKeyHash,
            boolean keyIsKept,
            String secretKey,
            boolean admin,
            int failedCount,
            long micros)
            implements Dumped {
        static DumpedAccount from(Fields fields) throws Unfit {
            String hash = fields.text("api_key");
            boolean keyIsKept = WerkzeugHash.parse(hash).isPresent();
            return new DumpedAccount(
                    fields.id("id"),
                    username(fields),
                    fields.optionalText("endpoint").orElse(null),
                    keyIsKept ? hash : ApiKeyHash.ofNoKey(),
                    keyIsKept,
                    secretKey(fields),
                    fields.flag("is_admin"),
                    fields.count("failed_count"),
                    fields.epoch());
        }

        private static String username(Fields fields) throws Unfit {
            String username = fields.text("username");
            String flaw = Username.flaw(username).orElse("");
            if (!flaw.isEmpty()) {
                throw new Unfit(flaw);
            }
            return username;
        }

        private static String secretKey(Fields fields) throws Unfit {
            String key = fields.text("secret_key");
            if (key.isEmpty() || !key.chars().allMatch(Dumped::isPrintable)) {
                throw new Unfit("secret_key is no key");
            }
            return key;
        }

        /** Keeps keys out of logs. */
        @Override
        public String toString() {
            return "DumpedAccount[" + id + "]";
        }
    }

    /** A registration; {@code eventData} as {@code json.dumps} writes it. */
    record DumpedRegistration(UUID id, UUID accountId, String event, String description, String eventData, long micros)
            implements Dumped {
        private static final int LONGEST_EVENT = 255;

        static DumpedRegistration from(Fields fields) throws Unfit {
            return new DumpedRegistration(
                    fields.id("id"),
                    fields.id("account_id"),
                    event(fields),
                    fields.text("description"),
                    fields.json("event_data"),
                    fields.epoch());
        }

        /** As the API has it, and with spaces inside: they come through a header, too, and receivers compare it. */
        private static String event(Fields fields) throws Unfit {
            String event = fields.text("event");
            if (event.isEmpty()
                    || event.length() > LONGEST_EVENT
                    || !event.chars().allMatch(Dumped::isPrintable)) {
                throw new Unfit("event cannot be sent as a header: 1 to 255 characters of printable ASCII can");
            }
            if (!event.equals(event.strip())) {
                throw new Unfit("event begins or ends with a space, which no header keeps");
            }
            return event;
        }
    }

    /** A subscription. */
    record DumpedSubscription(UUID id, UUID accountId, UUID registrationId, long micros) implements Dumped {
        static DumpedSubscription from(Fields fields) throws Unfit {
            return new DumpedSubscription(
                    fields.id("id"), fields.id("account_id"), fields.id("registration_id"), fields.epoch());
        }
    }

    /** A webhook that PyWebhooks fired. It kept neither the body nor who got it. */
    record DumpedTriggered(UUID id, UUID registrationId, long micros) implements Dumped {
        static DumpedTriggered from(Fields fields) throws Unfit {
            return new DumpedTriggered(fields.id("id"), fields.id("registration_id"), fields.epoch());
        }
    }

    private static boolean isPrintable(int character) {
        return character >= ' ' && character <= '~';
    }
}
