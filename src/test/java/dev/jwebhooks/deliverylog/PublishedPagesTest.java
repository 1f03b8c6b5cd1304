package dev.jwebhooks.deliverylog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The pages of a publisher that fired to several accounts, and to none. */
class PublishedPagesTest {
    private static final int MORE_THAN_ENOUGH = 50;

    private final Api api = RunningService.inProcess().api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount shop = api.account(receiver.url("/shop"));
    private final String paid = api.register(shop, "order.paid", "{}");
    private final String unheard = api.register(shop, "unheard", "{}");

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @ParameterizedTest
    @CsvSource({"1, ''", "2, ''", "3, ''", "1, &event=order.paid", "2, &status=succeeded%2Cpending%2Cdelivering"})
    void pages_of_any_size_hold_each_delivery_once_and_end(int limit, String filter) {
        for (String subscriber : List.of("/a", "/b", "/c")) {
            api.subscribe(api.account(receiver.url(subscriber)), paid);
        }
        for (String registration : List.of(unheard, paid, unheard, unheard, paid, paid, unheard)) {
            api.trigger(shop, registration);
        }
        List<String> all = ids(page("&limit=100"));

        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = page("&limit=" + limit + filter + cursor);
            seen.addAll(ids(page));
            cursor = "&cursor=" + page.path("next").asString("");
            pages++;
        } while (!cursor.equals("&cursor=") && pages < MORE_THAN_ENOUGH);

        assertThat(pages).isLessThan(MORE_THAN_ENOUGH);
        assertThat(all).hasSize(9);
        assertThat(seen).isEqualTo(all);
    }

    private JsonNode page(String query) {
        Answer answer = api.get("/v1/webhook/deliveries?as=publisher" + query, shop);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("deliveries")
                .valueStream()
                .map(delivery -> delivery.path("id").asString())
                .toList();
    }
}
