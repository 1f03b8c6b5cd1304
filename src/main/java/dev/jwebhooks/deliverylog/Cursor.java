package dev.jwebhooks.deliverylog;

import dev.jwebhooks.delivery.DeliveryIds;
import dev.jwebhooks.web.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page ended: what comes after it is older. A place in an order and no number of entries, so that what is fired
 * meanwhile shifts nothing. To callers it is a text that means nothing.
 *
 * @param firedAt when the trigger was fired, to the microsecond
 * @param triggered the trigger
 * @param account the receiver of its last delivery that was seen
 * @param delivery that delivery
 */
record Cursor(Instant firedAt, UUID triggered, UUID account, UUID delivery) {
    private static final UUID LEAST = new UUID(0, 0);
    private static final String ID = "([0-9a-f-]{36})";
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})\\." + ID + "\\." + ID + "\\." + ID);

    /** Before everything that was fired before then, and every delivery that was made before then. */
    static Cursor at(Instant moment) {
        return new Cursor(moment, LEAST, LEAST, DeliveryIds.end(moment));
    }

    String text() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, firedAt);
        String plain = "%d.%s.%s.%s".formatted(micros, triggered, account, delivery);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws Refused 400 for what is no cursor of ours */
    static Cursor parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            Matcher parts = TEXT.matcher(plain);
            if (parts.matches()) {
                return new Cursor(
                        Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                        UUID.fromString(parts.group(2)),
                        UUID.fromString(parts.group(3)),
                        UUID.fromString(parts.group(4)));
            }
        } catch (IllegalArgumentException _) {
            // Told below, like anything else that is no cursor.
        }
        throw Refused.badRequest("Invalid cursor parameter: take it from next of the page before");
    }
}
