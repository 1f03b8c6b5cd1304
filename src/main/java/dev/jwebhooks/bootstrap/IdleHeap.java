package dev.jwebhooks.bootstrap;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import com.sun.management.VMOption.Origin;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory that a burst took back to the machine once the service is idle. The JVM's defaults keep up to 70 % of a
 * heap free and never look at one that nobody uses. Set here and not in a start script, so that it holds for
 * {@code java -jar} too; who sets one of the options on the command line is not overruled.
 */
public final class IdleHeap {
    private static final Logger log = LoggerFactory.getLogger(IdleHeap.class);

    /**
     * All of them can be changed in a running HotSpot: the share of the heap that is kept free, in percent, and after
     * how many milliseconds without a collection G1 makes one.
     */
    private static final Map<String, String> OPTIONS = options();

    private IdleHeap() {}

    /** To be called once, by a process that is to run for long. Other JVMs than HotSpot are left as they are. */
    public static void giveBack() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (jvm != null) {
            OPTIONS.forEach((name, value) -> set(jvm, name, value));
        }
    }

    private static void set(HotSpotDiagnosticMXBean jvm, String name, String value) {
        try {
            VMOption option = jvm.getVMOption(name);
            if (option.getOrigin() == Origin.DEFAULT && option.isWriteable()) {
                jvm.setVMOption(name, value);
            }
        } catch (IllegalArgumentException unknown) {
            log.debug("This JVM has no option {}: {}", name, unknown.getMessage());
        }
    }

    private static Map<String, String> options() {
        // The least first: it may never be above the most.
        Map<String, String> options = new LinkedHashMap<>();
        options.put("MinHeapFreeRatio", "10");
        options.put("MaxHeapFreeRatio", "30");
        options.put("G1PeriodicGCInterval", "60000");
        return options;
    }
}
