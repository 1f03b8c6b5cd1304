package dev.jwebhooks.registration;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.PageRange;
import dev.jwebhooks.web.PathId;
import dev.jwebhooks.web.WriteCounts;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/webhook/registration} and {@code /v1/webhook/registrations}. */
@RestController
@RequestMapping("/v1/webhook")
class RegistrationController {
    private final Registrations registrations;
    private final RegistrationPageWriter pages;

    RegistrationController(Registrations registrations, RegistrationPageWriter pages) {
        this.registrations = registrations;
        this.pages = pages;
    }

    @PostMapping("/registration")
    @ResponseStatus(HttpStatus.CREATED)
    RegistrationView register(Caller caller, JsonBody body) {
        return registrations.register(caller, body);
    }

    @GetMapping(path = "/registration", produces = MediaType.APPLICATION_JSON_VALUE)
    void listOwn(Caller caller, PageRange range, HttpServletResponse response) throws IOException {
        pages.write(RegistrationSearch.of(caller.id()), range, response);
    }

    @GetMapping(path = "/registrations", produces = MediaType.APPLICATION_JSON_VALUE)
    void search(
            Caller caller,
            PageRange range,
            @RequestParam(name = "account_id", required = false) @Nullable String account,
            @RequestParam(required = false) @Nullable String event,
            HttpServletResponse response)
            throws IOException {
        pages.write(RegistrationSearch.of(account, event), range, response);
    }

    @PatchMapping("/registration/{id}")
    WriteCounts change(Caller caller, @PathVariable String id, JsonBody body) {
        Changes changes = Changes.from(body);
        return WriteCounts.updated(registrations.change(PathId.parse(id, Registrations.UNKNOWN), caller, changes));
    }

    @DeleteMapping("/registration/{id}")
    WriteCounts delete(Caller caller, @PathVariable String id) {
        return WriteCounts.deleted(registrations.delete(PathId.parse(id, Registrations.UNKNOWN), caller));
    }

    @DeleteMapping("/registrations")
    WriteCounts deleteAll(Caller caller) {
        caller.requireAdmin();
        return WriteCounts.deleted(registrations.deleteAll());
    }
}
