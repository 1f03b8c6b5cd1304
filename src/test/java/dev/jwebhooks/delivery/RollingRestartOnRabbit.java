package dev.jwebhooks.delivery;

import dev.jwebhooks.service.OwnBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

class RollingRestartOnRabbit extends RollingRestartContract {
    private @Nullable OwnBroker broker;
    private List<String> settings = List.of();

    RollingRestartOnRabbit() {
        super(100);
    }

    @BeforeEach
    void startBroker() throws IOException {
        OwnBroker own = OwnBroker.start(Files.createDirectory(folder.resolve("broker")))
                .orElseGet(RollingRestartOnRabbit::skip);
        broker = own;
        settings = own.settings();
    }

    private static OwnBroker skip() {
        String message = "SKIPPED: no rabbitmq-server is installed to restart instances on";
        System.out.println(message);
        return Assumptions.abort(message);
    }

    @Override
    List<String> queueSettings() {
        return settings;
    }

    @AfterEach
    void closeBroker() {
        OwnBroker own = broker;
        if (own != null) {
            own.close();
        }
    }
}
