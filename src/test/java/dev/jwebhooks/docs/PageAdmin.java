package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;

/** Who calls as the admin on the pages. */
final class PageAdmin {
    private PageAdmin() {}

    /** The admin of the start gets the key of somebody who leaves, as its own is shown to people alone. */
    static TestAccount join(RunningService service, Receiver receiver) {
        Api api = service.api();
        TestAccount somebody = api.account(receiver.url("/somebody"));
        service.database().sql("""
            update accounts set api_key_hash = (select api_key_hash from accounts where username = ?)
            where username = 'admin'
            """).param(somebody.username()).update();
        assertThat(api.delete("/v1/account/" + somebody.id(), somebody).status())
                .isEqualTo(200);
        return somebody.withUsername("admin");
    }
}
