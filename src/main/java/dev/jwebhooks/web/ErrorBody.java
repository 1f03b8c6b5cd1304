package dev.jwebhooks.web;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Every error's body. */
record ErrorBody(@JsonProperty("Error") String error) {}
