package dev.jwebhooks.endpoint;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonObject;
import dev.jwebhooks.json.JsonValue.JsonText;
import dev.jwebhooks.outbound.Header;
import dev.jwebhooks.web.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Headers of an account's own, as its call brings them. Their names are RFC 9110's tokens, their values plain ASCII.
 */
final class CustomHeaders {
    private static final int MOST = 20;
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,998}[\\x21-\\x7e])?");

    /** What a request is made of, and what a receiver knows it as ours by. */
    private static final Set<String> RESERVED = Set.of(
            "accept",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "event",
            "expect",
            "host",
            "keep-alive",
            "pywebhooks-signature",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final List<String> RESERVED_BEGINNINGS = List.of("webhook-", "proxy-");

    private CustomHeaders() {}

    /** @throws Refused 400 for what is no header, or none that may be chosen */
    static List<Header> parse(JsonValue value) {
        if (!(value instanceof JsonObject(Map<String, JsonValue> members))) {
            throw Refused.badRequest("The field headers must be an object of names and values");
        }
        if (members.size() > MOST) {
            throw Refused.badRequest("More than %d headers".formatted(MOST));
        }
        List<Header> headers = new ArrayList<>();
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        members.forEach((name, text) -> headers.add(header(name, text, seen)));
        return headers;
    }

    private static Header header(String name, JsonValue value, Set<String> seen) {
        if (!NAME.matcher(name).matches()) {
            throw Refused.badRequest("A name in headers is none of a header, or longer than 100 characters");
        }
        if (isReserved(name.toLowerCase(Locale.ROOT))) {
            throw Refused.badRequest("The header %s is not to be chosen".formatted(name));
        }
        if (!seen.add(name)) {
            throw Refused.badRequest("The header %s comes twice".formatted(name));
        }
        if (value instanceof JsonText(String text) && VALUE.matcher(text).matches()) {
            return new Header(name, text);
        }
        throw Refused.badRequest(
                "The value of the header %s must be a string of 1 to 1000 printable ASCII characters".formatted(name));
    }

    private static boolean isReserved(String name) {
        return RESERVED.contains(name) || RESERVED_BEGINNINGS.stream().anyMatch(name::startsWith);
    }
}
