package dev.jwebhooks.delivery;

import dev.jwebhooks.service.ServiceProcess;
import java.util.List;

/** The part of a rolling restart that can fail, with every build: one of two instances goes, and nobody notices. */
class StopUnderLoadIT extends RollingRestartContract {
    StopUnderLoadIT() {
        super(40);
    }

    @Override
    void underLoad(ServiceProcess first, ServiceProcess second) {
        stop(first);
        awaitLoadOn(second);
    }

    @Override
    List<String> queueSettings() {
        return List.of();
    }
}
