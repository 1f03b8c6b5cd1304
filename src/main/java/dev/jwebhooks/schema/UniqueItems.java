package dev.jwebhooks.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The keyword {@code uniqueItems} of <a
 * href="https://json-schema.org/draft/2020-12/json-schema-validation#section-6.4.3">draft 2020-12</a>. The library's
 * compares each item with all that have its hash, and texts of one hash are easily made: a megabyte of them would take
 * minutes. This one compares texts, which a set keeps in order where hashes do not tell them apart.
 */
final class UniqueItems implements Keyword {
    @Override
    public String getValue() {
        return KeywordType.UNIQUE_ITEMS.getValue();
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
        return new Validator(location, value, parent, context);
    }

    private static final class Validator extends BaseKeywordValidator implements KeywordValidator {
        private final boolean wanted;

        Validator(SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
            super(KeywordType.UNIQUE_ITEMS, value, location, parent, context);
            this.wanted = value.isBoolean() && value.booleanValue();
        }

        @Override
        public void validate(ExecutionContext check, JsonNode data, JsonNode root, NodePath path) {
            if (wanted && data.isArray() && hasTwins(data)) {
                check.addError(error().instanceNode(data)
                        .instanceLocation(path)
                        .evaluationPath(check.getEvaluationPath())
                        .locale(check.getExecutionConfig().getLocale())
                        .build());
            }
        }
    }

    private static boolean hasTwins(JsonNode array) {
        Set<String> seen = new HashSet<>();
        for (JsonNode item : array) {
            if (!seen.add(text(item))) {
                return true;
            }
        }
        return false;
    }

    /** The same for values that are equal, however they are written, and another for any other. */
    private static String text(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(UniqueItems::text).collect(Collectors.joining(",", "[", "]"));
        }
        if (value.isObject()) {
            return new TreeSet<>(value.propertyNames())
                    .stream()
                            .map(name -> quoted(name) + text(value.get(name)))
                            .collect(Collectors.joining(",", "{", "}"));
        }
        if (value.isNumber()) {
            return value.decimalValue().stripTrailingZeros().toString();
        }
        return value.isString() ? quoted(value.stringValue()) : value.toString();
    }

    /** By its length, which no text can feign. */
    private static String quoted(String text) {
        return text.length() + ":" + text;
    }
}
