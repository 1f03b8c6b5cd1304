package dev.jwebhooks.delivery;

import dev.jwebhooks.service.RunningService;

class InProcessDeliveryTest extends DeliveryContract {
    InProcessDeliveryTest() {
        super(RunningService.inProcess());
    }
}
