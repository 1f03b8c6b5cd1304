package dev.jwebhooks.outbound;

/** A header. Neither part may break a line; who sends one checks what it accepts. */
public record Header(String name, String value) {}
