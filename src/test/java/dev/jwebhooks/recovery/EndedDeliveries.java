package dev.jwebhooks.recovery;

import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Deliveries of the past, as they stand in the database when they are over. */
record EndedDeliveries(RunningService service, TestAccount publisher, TestAccount receiver) {
    /** One that was fired and made then. */
    UUID add(String registration, Instant made, String state) {
        UUID id = new UUID(made.toEpochMilli() << 16 | 0x7000, UUID.randomUUID().getLeastSignificantBits());
        service.database()
                .sql("""
                    with t as (
                        insert into triggered_webhooks (id, registration_id, account_id, epoch, event, body)
                        values (gen_random_uuid(), ?::uuid, ?::uuid, ?, 'e', '{}') returning id
                    )
                    insert into deliveries (id, triggered_id, account_id, attempts, state)
                    select ?, id, ?::uuid, 4, ? from t
                    """)
                .params(registration, publisher.id(), made.atOffset(ZoneOffset.UTC), id, receiver.id(), state)
                .update();
        return id;
    }
}
