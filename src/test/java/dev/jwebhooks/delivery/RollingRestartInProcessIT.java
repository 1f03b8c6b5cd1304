package dev.jwebhooks.delivery;

import java.util.List;

class RollingRestartInProcessIT extends RollingRestartContract {
    @Override
    List<String> queueSettings() {
        return List.of();
    }
}
