package dev.jwebhooks.service;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes an account of a test an admin, as the keys of the one made at the start are shown to people alone. */
public final class Admin {
    private Admin() {}

    public static TestAccount of(RunningService service, TestAccount account) {
        JdbcClient database = service.database();
        database.sql("update accounts set is_admin = true where username = ?")
                .param(account.username())
                .update();
        return account;
    }
}
