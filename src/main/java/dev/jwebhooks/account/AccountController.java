package dev.jwebhooks.account;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.JsonBody;
import dev.jwebhooks.web.PageAnswer;
import dev.jwebhooks.web.PageRange;
import dev.jwebhooks.web.PathId;
import dev.jwebhooks.web.WriteCounts;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/account} and {@code /v1/accounts}. */
@RestController
@RequestMapping("/v1")
class AccountController {
    private static final String UNKNOWN = "The account id does not exist";

    private final Accounts accounts;

    AccountController(Accounts accounts) {
        this.accounts = accounts;
    }

    @PostMapping("/account")
    @ResponseStatus(HttpStatus.CREATED)
    AccountView create(JsonBody body) {
        return accounts.create(body.text("username"), body.text("endpoint"));
    }

    @GetMapping("/account/{id}")
    AccountDetail show(Caller caller, @PathVariable String id) {
        return accounts.show(PathId.parse(id, UNKNOWN), caller);
    }

    @GetMapping("/accounts")
    ResponseEntity<Map<String, Object>> list(Caller caller, PageRange range) {
        caller.requireAdmin();
        return PageAnswer.of("accounts", accounts.page(range), range);
    }

    @PatchMapping("/account")
    WriteCounts move(Caller caller, JsonBody body) {
        return WriteCounts.updated(accounts.moveTo(caller.id(), body.text("endpoint")));
    }

    @DeleteMapping("/account/{id}")
    WriteCounts delete(Caller caller, @PathVariable String id) {
        return WriteCounts.deleted(accounts.delete(PathId.parse(id, UNKNOWN), caller));
    }

    @DeleteMapping("/accounts")
    WriteCounts deleteAll(Caller caller) {
        caller.requireAdmin();
        return WriteCounts.deleted(accounts.deleteAllButAdmins());
    }
}
