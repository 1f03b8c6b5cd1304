package dev.jwebhooks.web;

import dev.jwebhooks.json.JsonValue;
import java.util.List;

/** The JSON array that a call brought. */
public record JsonList(List<JsonValue> items) {}
