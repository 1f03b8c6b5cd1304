package dev.jwebhooks.bootstrap;

import dev.jwebhooks.account.AdminAccount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes the admin where there is none yet, shows the keys this once, and tells where the service is. */
@Component
class FirstStart implements ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(FirstStart.class);

    private final AdminAccount admin;
    private final Environment environment;

    FirstStart(AdminAccount admin, Environment environment) {
        this.admin = admin;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        admin.createIfMissing().ifPresent(keys -> {
            System.out.println("Adding admin account");
            System.out.println(keys.asPythonDict());
            System.out.println("Complete");
        });
        log.info("JWebhooks takes calls at http://localhost:{}/v1", environment.getProperty("local.server.port"));
    }
}
