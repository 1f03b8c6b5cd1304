package dev.jwebhooks.delivery;

import java.util.List;

class RollingRestartInProcess extends RollingRestartContract {
    @Override
    List<String> queueSettings() {
        return List.of();
    }
}
