package dev.jwebhooks.retention;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks PostgreSQL each time. */
@Component
class TimeOfPostgres implements DatabaseTime {
    private final JdbcClient jdbc;

    TimeOfPostgres(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Instant now() {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
