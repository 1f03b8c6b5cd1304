package dev.jwebhooks.signing;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.jwebhooks.service.Receiver.Received;
import dev.jwebhooks.service.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What others published to verify Standard Webhooks, each as its documentation uses it. */
enum Library {
    /** {@code com.standardwebhooks:standardwebhooks}, on Maven Central. */
    JAVA {
        @Override
        boolean verifies(Received received, String secret) {
            try {
                new Webhook(secret).verify(received.body(), received.headers());
                return true;
            } catch (WebhookVerificationException wrong) {
                return false;
            } catch (EmptyWebhookSecretException none) {
                throw new AssertionError(none);
            }
        }
    },

    /** {@code standardwebhooks}, on npm. Skips the test where node is not installed, or npm reaches no registry. */
    NODE {
        @Override
        boolean verifies(Received received, String secret) {
            String output = Shell.run(
                    Map.of(
                            "NODE_PATH", installed().toString(),
                            "SECRET", secret,
                            "BODY", received.body(),
                            "HEADERS", json(received)),
                    "node",
                    "-e",
                    """
                    const { Webhook, WebhookVerificationError } = require("standardwebhooks");
                    const { SECRET, BODY, HEADERS } = process.env;
                    try {
                      new Webhook(SECRET).verify(BODY, JSON.parse(HEADERS));
                      process.stdout.write("verified");
                    } catch (error) {
                      if (!(error instanceof WebhookVerificationError)) throw error;
                      process.stdout.write("wrong");
                    }
                    """);
            return switch (output) {
                case "verified" -> true;
                case "wrong" -> false;
                default -> throw new AssertionError("node could not run the library: " + output);
            };
        }
    };

    private static final String NPM_PACKAGE = "standardwebhooks@1.1.1";

    /** Whether the library takes the attempt for one of whom the secret is shared with. */
    abstract boolean verifies(Received received, String secret);

    private static String json(Received received) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "webhook-id", received.header("webhook-id"),
                        "webhook-timestamp", received.header("webhook-timestamp"),
                        "webhook-signature", received.header("webhook-signature")));
    }

    /** Once for each {@code target} directory. */
    private static Path installed() {
        Shell.require("node");
        Shell.require("npm");
        Path folder = Path.of("target", "npm").toAbsolutePath();
        Path modules = folder.resolve("node_modules");
        if (!Files.exists(modules.resolve("standardwebhooks"))) {
            Shell.run(
                    Map.of(),
                    "npm",
                    "install",
                    "--prefix",
                    folder.toString(),
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--silent",
                    NPM_PACKAGE);
        }
        if (!Files.exists(modules.resolve("standardwebhooks"))) {
            Shell.skip("npm could not install " + NPM_PACKAGE);
        }
        return modules;
    }
}
