package dev.jwebhooks.delivery;

import dev.jwebhooks.service.Broker;

class KillOnRabbitIT extends KillContract {
    KillOnRabbitIT() {
        super(Broker.settings());
    }
}
