package dev.jwebhooks.bootstrap;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;

/** Prints the options that {@link IdleHeap} is about, as they are after it. */
final class OptionsAfterwards {
    private OptionsAfterwards() {}

    public static void main(String[] args) {
        IdleHeap.giveBack();
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        Stream.of("MinHeapFreeRatio", "MaxHeapFreeRatio", "G1PeriodicGCInterval")
                .map(name -> name + "=" + jvm.getVMOption(name).getValue())
                .forEach(System.out::println);
    }
}
