package dev.jwebhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the deliveries of a job share in memory. */
class DeliveryReaderTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();

    @Test
    void an_account_is_read_once_for_all_its_deliveries_of_a_job() {
        try (Receiver receiver = Receiver.start()) {
            TestAccount anna = api.account(receiver.url("/anna"));
            String paid = api.register(anna, "order.paid", "{}");
            api.subscribe(anna, paid);
            api.post("/v1/account/pause", anna);
            api.trigger(anna, paid);
            api.trigger(anna, paid);

            List<Delivery> deliveries = service.part(DeliveryReader.class).read(leased(anna));

            assertThat(deliveries).hasSize(2);
            assertThat(deliveries.getFirst().target())
                    .isNotNull()
                    .isSameAs(deliveries.getLast().target());
            assertThat(deliveries.getFirst().message())
                    .isNotSameAs(deliveries.getLast().message());
        }
    }

    @Test
    void an_account_that_cannot_be_read_keeps_no_other_delivery_of_its_job_back() {
        try (Receiver receiver = Receiver.start()) {
            TestAccount anna = api.account(receiver.url("/anna"));
            TestAccount broken = api.account(receiver.url("/broken"));
            String paid = api.register(anna, "order.paid", "\"" + "x".repeat(100_000) + "\"");
            List.of(anna, broken).forEach(subscriber -> {
                api.subscribe(subscriber, paid);
                api.post("/v1/account/pause", subscriber);
            });
            api.trigger(anna, paid);
            service.database()
                    .sql("update accounts set retiring_keys = '{whsec_}', retiring_until = '{null}' where id = ?::uuid")
                    .param(broken.id())
                    .update();

            List<Delivery> deliveries = service.part(DeliveryReader.class).read(leased(anna, broken));

            assertThat(deliveries)
                    .singleElement()
                    .matches(delivery -> delivery.accountId().toString().equals(anna.id()));
        }
    }

    private Job leased(TestAccount... accounts) {
        Instant until = Instant.parse("2999-01-01T00:00:00Z");
        List<UUID> ids = service.database()
                .sql("update deliveries set next_attempt_at = ? where account_id = any(?::uuid[]) returning id")
                .params(
                        until.atOffset(ZoneOffset.UTC),
                        Stream.of(accounts).map(TestAccount::id).toArray(String[]::new))
                .query(UUID.class)
                .list();
        return new Job(ids, until);
    }
}
