package dev.jwebhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jwebhooks.service.Api;
import dev.jwebhooks.service.Databases;
import dev.jwebhooks.service.Receiver;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service of its own, whose clock nobody moves: the libraries believe only what was signed just now. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedLibrariesTest {
    private final RunningService service = RunningService.start(Databases.migrated());
    private final Api api = service.api();
    private final Receiver receiver = Receiver.start();

    @AfterAll
    void stop() {
        receiver.close();
        service.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_delivery_is_verified_with_its_accounts_secret_and_no_other(Library library) {
        Subscriber subscriber = Subscriber.at("/a/" + library, api, receiver);
        Subscriber other = Subscriber.at("/b/" + library, api, receiver);

        Received received = subscriber.fire();

        assertThat(library.verifies(received, subscriber.secret())).isTrue();
        assertThat(library.verifies(received, other.secret())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_delivery_is_verified_with_the_secret_before_as_well_as_the_new_one(Library library) {
        Subscriber subscriber = Subscriber.at("/c/" + library, api, receiver);
        String before = subscriber.secret();
        subscriber.rotate();

        Received received = subscriber.fire();

        assertThat(library.verifies(received, subscriber.secret())).isTrue();
        assertThat(library.verifies(received, before)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void a_delivery_is_verified_though_it_is_signed_by_ed25519_too(Library library) {
        Subscriber subscriber = Subscriber.at("/d/" + library, api, receiver);
        subscriber.change("{\"ed25519\": true, \"pywebhooks_signature\": false}");

        Received received = subscriber.fire();

        assertThat(received.header("webhook-signature")).contains(" v1a,");
        assertThat(library.verifies(received, subscriber.secret())).isTrue();
    }
}
