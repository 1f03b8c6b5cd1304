package dev.jwebhooks.signing;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.PathId;
import dev.jwebhooks.web.WriteCounts;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/account/{id}/signing} and {@code /v1/account/signing}. */
@RestController
@RequestMapping("/v1/account")
@EnableConfigurationProperties(SigningSettings.class)
class SigningController {
    private final Signing signing;

    SigningController(Signing signing) {
        this.signing = signing;
    }

    @PatchMapping("/signing")
    WriteCounts change(Caller caller, JsonBody body) {
        return WriteCounts.updated(signing.change(caller.id(), SigningChange.of(body)));
    }

    @PostMapping("/signing/rotate")
    SigningView rotateSecret(Caller caller) {
        return signing.rotateSecret(caller.id());
    }

    @PostMapping("/signing/ed25519/rotate")
    SigningView rotateEd25519(Caller caller) {
        return signing.rotateEd25519(caller.id());
    }

    @GetMapping("/{id}/signing")
    SigningView show(Caller caller, @PathVariable String id) {
        return signing.show(PathId.parse(id, Signing.UNKNOWN), caller);
    }
}
