package dev.jwebhooks.signing;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.PathId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/account/{id}/signing}. */
@RestController
@RequestMapping("/v1/account")
class SigningController {
    private final Signing signing;

    SigningController(Signing signing) {
        this.signing = signing;
    }

    @GetMapping("/{id}/signing")
    SigningView show(Caller caller, @PathVariable String id) {
        return signing.show(PathId.parse(id, Signing.UNKNOWN), caller);
    }
}
