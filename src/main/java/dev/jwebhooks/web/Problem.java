package dev.jwebhooks.web;

/**
 * One thing that is wrong with what a call brought.
 *
 * @param path where, as a JSON Pointer (RFC 6901); empty for the whole
 * @param reason what is wrong there
 */
public record Problem(String path, String reason) {}
