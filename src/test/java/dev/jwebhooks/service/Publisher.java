package dev.jwebhooks.service;

/** An account with a webhook to fire. */
public record Publisher(TestAccount account, String registration) {}
