package dev.jwebhooks.trigger;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.PythonJson;

/**
 * What a message sends.
 *
 * @param json the value in the form of Python's {@code json.dumps}
 */
record EventData(JsonValue value, String json) {
    static EventData of(JsonValue value) {
        return new EventData(value, PythonJson.dumps(value));
    }
}
