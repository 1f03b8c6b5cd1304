package dev.jwebhooks.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.HeaderText;
import dev.jwebhooks.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/account/reset}. */
@RestController
@RequestMapping("/v1/account/reset")
class KeyResetController {
    private static final Sent SENT = new Sent("New key sent to endpoint");

    private final KeyReset reset;

    KeyResetController(KeyReset reset) {
        this.reset = reset;
    }

    @PostMapping("/apikey")
    Sent apiKey(@RequestHeader(name = "username", required = false) @Nullable String username) {
        if (username == null || username.isEmpty()) {
            throw Refused.badRequest("Missing the username header value");
        }
        reset.resetApiKey(HeaderText.decode(username));
        return SENT;
    }

    @PostMapping("/secretkey")
    Sent secretKey(Caller caller) {
        reset.resetSecretKey(caller.id());
        return SENT;
    }

    record Sent(@JsonProperty("Message") String message) {}
}
