package dev.jwebhooks.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread without which the service would look well and do nothing. What such a thread expects it catches itself. What
 * ends it all the same, an {@link Error} as a rule, ends the process, for something to start it anew: after the JVM ran
 * out of memory nothing in it can be trusted, and all that matters is in Postgres.
 */
final class VitalThread {
    /** As the JVM itself ends with {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int EXIT_CODE = 3;

    private static final Logger log = LoggerFactory.getLogger(VitalThread.class);

    private VitalThread() {}

    /** Runs this on a virtual thread of that name. */
    static Thread start(String name, Runnable work) {
        return Thread.ofVirtual().name(name).start(() -> run(name, work));
    }

    private static void run(String name, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error fatal) {
            endProcess(name, fatal);
        }
    }

    /** For who works on another's thread. Never returns. */
    static void endProcess(String name, Throwable fatal) {
        try {
            log.error(
                    "The {} met what it cannot go on after; the process ends now, and what it had in hand is due again"
                            + " when its lease ends",
                    name,
                    fatal);
        } finally {
            // No orderly stop, which would wait for the very thread that is no more.
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
