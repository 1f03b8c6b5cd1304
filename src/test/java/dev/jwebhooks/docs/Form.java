package dev.jwebhooks.docs;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an answer looks like, so that one on a page and a real one can be compared. What differs from one run to the
 * next is known by its form: ids, keys, secrets, addresses on this machine, dates of HTTP, and times with a fraction of
 * a second; times of a whole second are told by a command, and fixed. Known by their names are durations and where to
 * go on. All else is kept as it is.
 */
final class Form {
    /** Stands on a page for the rest of a long text. */
    private static final String AND_SO_ON = "…";

    private static final double FIRST_TIME = 1e9;
    private static final double LAST_TIME = 1e10;
    private static final Pattern ADDRESS = Pattern.compile("http://(localhost|127\\.0\\.0\\.1):\\d+");
    private static final List<Kind> KINDS = List.of(
            new Kind("<id>", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
            new Kind("<key>", "[0-9a-f]{40}"),
            new Kind("<hash>", "sha256\\$[0-9a-f]{32}\\$[0-9a-f]{64}"),
            new Kind("<secret>", "whsec_[A-Za-z0-9+/]{43}="),
            new Kind("<public key>", "whpk_[A-Za-z0-9+/]{43}="),
            new Kind("<date>", "Date: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"));

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Form() {}

    private record Kind(String name, Pattern form) {
        Kind(String name, String form) {
            this(name, Pattern.compile(form));
        }
    }

    static JsonNode of(String json) {
        return of(JSON.readTree(json.isBlank() ? "{}" : json));
    }

    static JsonNode of(JsonNode node) {
        return of("", node);
    }

    private static JsonNode of(String name, JsonNode node) {
        if (node.isObject()) {
            ObjectNode form = NODES.objectNode();
            new TreeSet<>(node.propertyNames()).forEach(field -> form.set(field, of(field, node.path(field))));
            return form;
        }
        if (node.isArray()) {
            ArrayNode form = NODES.arrayNode();
            node.forEach(entry -> form.add(of(name, entry)));
            return form;
        }
        if (node.isString()) {
            return NODES.stringNode(text(name, node.asString()));
        }
        return node.isNumber() ? number(name, node) : node;
    }

    private static String text(String name, String text) {
        if (name.equals("next")) {
            return "<cursor>";
        }
        if (text.endsWith(AND_SO_ON)) {
            return shortened(name, text);
        }
        return KINDS.stream()
                .filter(kind -> kind.form().matcher(text).matches())
                .map(Kind::name)
                .findFirst()
                .orElseGet(() -> ADDRESS.matcher(text).replaceAll("<address>"));
    }

    private static String shortened(String name, String text) {
        if (text.startsWith("sha256$")) {
            return "<hash>";
        }
        return name.equals("id") || name.endsWith("_id") ? "<id>" : "<key>";
    }

    private static JsonNode number(String name, JsonNode node) {
        if (name.equals("took_ms")) {
            return NODES.stringNode("<ms>");
        }
        double value = node.asDouble();
        boolean moment = value > FIRST_TIME && value < LAST_TIME && value != Math.rint(value);
        return moment ? NODES.stringNode("<time>") : node;
    }
}
