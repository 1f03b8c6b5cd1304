package dev.jwebhooks.deliverylog;

import dev.jwebhooks.web.Epoch;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as its delivery shows it.
 *
 * @param epoch when it began
 * @param tookMs until the answer or the failure, in milliseconds
 * @param status the answer's, or null when there was none
 * @param error why it failed, or null when it succeeded; where there was no answer it begins with its class
 * @param headers the answer's, each as a line, or null where none are kept
 * @param body the beginning of the answer's, what is no UTF-8 in it replaced
 */
record AttemptView(
        int number,
        Epoch epoch,
        int tookMs,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable List<String> headers,
        @Nullable String body) {
    static AttemptView read(ResultSet row, int number) throws SQLException {
        byte[] answer = row.getBytes("answer");
        // Headers hold no other line breaks, so the first empty line is their end.
        String[] parts = answer == null ? null : text(answer).split("(?<=^|\n)\n", 2);
        return new AttemptView(
                row.getInt("number"),
                DeliveryView.epoch(row.getObject("started_at", OffsetDateTime.class)),
                row.getInt("took_ms"),
                row.getObject("status", Integer.class),
                row.getString("error"),
                parts == null ? null : parts[0].lines().toList(),
                parts == null ? null : parts[1]);
    }

    private static String text(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8);
    }
}
