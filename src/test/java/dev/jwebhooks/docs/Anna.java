package dev.jwebhooks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.RunningService;
import dev.jwebhooks.service.TestAccount;
import java.util.Map;

/**
 * Who calls on the pages of the documentation: an account for one test, on the service that the tests share or another.
 */
record Anna(RunningService service, TestAccount account) implements AutoCloseable {
    static Anna join(Receiver receiver) {
        return join(RunningService.inProcess(), receiver);
    }

    static Anna join(RunningService service, Receiver receiver) {
        Api api = service.api();
        TestAccount account = api.account(receiver.url("/anna"));
        service.database()
                .sql("update accounts set username = 'anna' where id = ?::uuid")
                .param(account.id())
                .update();
        return new Anna(service, account.withUsername("anna"));
    }

    /** What the commands use. */
    Map<String, String> variables() {
        return Map.of("JW", "http://127.0.0.1:" + service.port(), "ACCOUNT", account.id(), "KEY", account.apiKey());
    }

    /** There can be one of that name only. */
    @Override
    public void close() {
        assertThat(service.api().delete("/v1/account/" + account.id(), account).status())
                .isEqualTo(200);
    }
}
