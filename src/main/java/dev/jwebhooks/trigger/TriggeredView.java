package dev.jwebhooks.trigger;

import dev.jwebhooks.web.Epoch;
import java.util.UUID;

/** A triggered webhook as the API shows it. */
record TriggeredView(Epoch epoch, UUID id, UUID registrationId) {}
