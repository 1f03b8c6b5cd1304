package dev.jwebhooks.notice;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonObject;
import dev.jwebhooks.json.JsonValue.JsonText;
import dev.jwebhooks.json.PythonJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an account's endpoint or deliveries.
 *
 * @param id of the triggered webhook that tells it
 * @param account whose endpoint it is about
 * @param delivery the one it is about, if any
 * @param reason why, where there is more than one
 */
record Notice(
        UUID id,
        NoticeEvent event,
        UUID account,
        @Nullable UUID delivery,
        @Nullable String reason) {
    /** What is sent, in the form of {@code json.dumps} like every body. */
    byte[] body() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("account_id", new JsonText(account.toString()));
        if (delivery != null) {
            members.put("delivery_id", new JsonText(delivery.toString()));
        }
        if (reason != null) {
            members.put("reason", new JsonText(reason));
        }
        return PythonJson.dumps(new JsonObject(members)).getBytes(StandardCharsets.UTF_8);
    }
}
