package dev.jwebhooks.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RegistrationSearchTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final TestAccount rival = api.account(receiver.url("/rival"));
    // Nobody else's tests have it.
    private final String stem = "search-" + UUID.randomUUID();

    @BeforeEach
    void register() {
        for (String event : List.of(
                ".order.sent", ".order.paid", ".order", ".orders.paid", ".order-paid", ".order/paid", ".Order.paid")) {
            api.register(shop, stem + event, "{}");
        }
        api.register(rival, stem + ".order.paid", "{}");
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void an_event_is_found_by_its_exact_name() {
        assertThat(events("&event=" + stem + ".order")).containsExactly(stem + ".order");
        assertThat(events("&event=" + stem + ".order.paid"))
                .containsExactly(stem + ".order.paid", stem + ".order.paid");
        assertThat(events("&event=" + stem + ".ord")).isEmpty();
    }

    @Test
    void events_are_found_by_their_beginning_up_to_a_full_stop() {
        assertThat(events("&event=" + stem + ".order.*"))
                .containsExactly(stem + ".order.paid", stem + ".order.paid", stem + ".order.sent");
        assertThat(events("&event=" + stem + ".*")).hasSize(8);
    }

    @Test
    void those_of_one_account_are_found_alone_or_with_an_event() {
        assertThat(events("&account_id=" + rival.id())).containsExactly(stem + ".order.paid");
        assertThat(events("&account_id=" + shop.id() + "&event=" + stem + ".order.*"))
                .containsExactly(stem + ".order.paid", stem + ".order.sent");
    }

    @Test
    void what_is_found_comes_in_pages() {
        Answer page = api.get("/v1/webhook/registrations?start=1&limit=1&event=" + stem + ".order.*", shop);

        assertThat(page.body().path("registrations").path(0).path("account_id").asString())
                .isEqualTo(rival.id());
        assertThat(page.body().path("next_start").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        account_id=shop      | Invalid account_id parameter: an id as the API gives them
        account_id=1-1-1-1-1 | Invalid account_id parameter: an id as the API gives them
        event=order%00       | Invalid event parameter: it must not contain the character U+0000
        event=order%00.*     | Invalid event parameter: it must not contain the character U+0000
        """)
    void a_wrong_parameter_is_told_with_what_would_be_right(String query, String error) {
        Answer refused = api.get("/v1/webhook/registrations?start=0&limit=10&" + query, shop);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
    }

    private List<String> events(String query) {
        Answer found = api.get("/v1/webhook/registrations?start=0&limit=100" + query, shop);
        return found.status() == 204
                ? List.of()
                : found.body()
                        .path("registrations")
                        .valueStream()
                        .map((JsonNode one) -> one.path("event").asString())
                        .toList();
    }
}
