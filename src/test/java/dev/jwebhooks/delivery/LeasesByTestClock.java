package dev.jwebhooks.delivery;

import dev.jwebhooks.service.SettableClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Leases that end when a test sets its clock forward. Named as a source, as it must not be found by every start. */
public final class LeasesByTestClock {
    @Bean
    @Primary
    LeaseClock leaseClock(SettableClock clock) {
        return clock::instant;
    }
}
