package dev.jwebhooks.bootstrap;

import dev.jwebhooks.account.AdminAccount;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Makes the admin where there is none yet, and shows the keys this once. */
@Component
class FirstStart implements ApplicationRunner {
    private final AdminAccount admin;

    FirstStart(AdminAccount admin) {
        this.admin = admin;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        admin.createIfMissing().ifPresent(keys -> {
            System.out.println("Adding admin account");
            System.out.println(keys.asPythonDict());
            System.out.println("Complete");
        });
    }
}
