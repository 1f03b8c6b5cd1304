package dev.jwebhooks.delivery;

class KillInProcessIT extends KillContract {}
