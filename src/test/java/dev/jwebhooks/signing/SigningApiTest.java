package dev.jwebhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Admin;
import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Api.Answer;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SigningApiTest {
    private final RunningService service = RunningService.inProcess();
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();
    private final TestAccount account = api.account(receiver.url("/a"));

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void a_new_account_has_a_secret_of_its_own_in_the_form_of_the_standard_webhooks() {
        Answer shown = signing(account, account);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body().path("account_id").asString()).isEqualTo(account.id());
        String secret = secret(shown);
        assertThat(secret).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length())))
                .hasSize(32);
        TestAccount other = api.account(receiver.url("/b"));
        assertThat(secret(signing(other, other))).isNotEqualTo(secret);
    }

    @Test
    void its_secret_is_shown_to_its_owner_and_the_admin_alone() {
        TestAccount admin = Admin.of(service, api.account(receiver.url("/admin")));
        TestAccount other = api.account(receiver.url("/b"));

        assertThat(secret(signing(account, admin))).isEqualTo(secret(signing(account, account)));
        assertThat(signing(account, other).status()).isEqualTo(401);
        assertThat(signing(account, other).text()).isEqualTo("{\"Error\":\"Not authorized\"}");
        assertThat(signing(account, TestAccount.STRANGER).status()).isEqualTo(401);
    }

    @Test
    void an_unknown_account_is_not_found() {
        for (String id : new String[] {UUID.randomUUID().toString(), "no-uuid"}) {
            Answer refused = api.get("/v1/account/" + id + "/signing", account);

            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.error()).isEqualTo("The account id does not exist");
        }
    }

    private Answer signing(TestAccount of, TestAccount caller) {
        return api.get("/v1/account/" + of.id() + "/signing", caller);
    }

    private static String secret(Answer signing) {
        return signing.body().path("secret").asString();
    }
}
