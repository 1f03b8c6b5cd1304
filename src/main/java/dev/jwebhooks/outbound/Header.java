package dev.jwebhooks.outbound;

/** A header of a request. Neither part may break a line; callers check what they accept. */
public record Header(String name, String value) {}
