package dev.jwebhooks.delivery;

import java.util.List;

class RollingRestartInProcess extends RollingRestartContract {
    RollingRestartInProcess() {
        super(100);
    }

    @Override
    List<String> queueSettings() {
        return List.of();
    }
}
