package dev.jwebhooks.notice;

import dev.jwebhooks.web.Caller;
import dev.jwebhooks.web.JsonBody;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/account/notices}, of the caller's own account. */
@RestController
@RequestMapping("/v1/account/notices")
class NoticeController {
    private final Notices notices;

    NoticeController(Notices notices) {
        this.notices = notices;
    }

    @GetMapping
    Wish show(Caller caller) {
        return notices.wishOf(caller.id());
    }

    @PatchMapping
    Wish change(Caller caller, JsonBody body) {
        Wish wish = Wish.of(body);
        if (wish.everyone()) {
            caller.requireAdmin();
        }
        notices.change(caller.id(), wish);
        return wish;
    }
}
