package dev.jwebhooks.delivery;

import dev.jwebhooks.service.RunningService;

class RabbitDeliveryTest extends DeliveryContract {
    RabbitDeliveryTest() {
        super(RunningService.onRabbit());
    }
}
