package dev.jwebhooks.trigger;

import dev.jwebhooks.trigger.FanOut.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code fan_outs}: one row for each fan-out that was larger than one chunk, until it is done. */
@Component
class UnfinishedFanOuts {
    private final JdbcClient jdbc;

    UnfinishedFanOuts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(Cursor cursor) {
        jdbc.sql("insert into fan_outs (triggered_id, registration_id, as_of, after_account) values (?, ?, ?, ?)")
                .params(
                        cursor.triggeredId(),
                        cursor.registrationId(),
                        cursor.asOf().atOffset(ZoneOffset.UTC),
                        cursor.after())
                .update();
    }

    /** Locks the one that waits longest and that no other instance works on. */
    Optional<Cursor> lockNext() {
        return jdbc.sql("""
            select triggered_id, registration_id, as_of, after_account from fan_outs
            order by triggered_id limit 1 for update skip locked
            """).query(UnfinishedFanOuts::cursor).optional();
    }

    void moveTo(Cursor cursor) {
        jdbc.sql("update fan_outs set after_account = ? where triggered_id = ?")
                .params(cursor.after(), cursor.triggeredId())
                .update();
    }

    void end(UUID triggeredId) {
        jdbc.sql("delete from fan_outs where triggered_id = ?")
                .param(triggeredId)
                .update();
    }

    private static Cursor cursor(ResultSet row, int number) throws SQLException {
        return new Cursor(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getObject(4, UUID.class));
    }
}
