package dev.jwebhooks.fault;

import dev.jwebhooks.service.ServiceProcess;

/** SIGSTOP of an instance for longer than its leases, then SIGCONT. */
record Frozen(int times) implements Fault {
    @Override
    public String name() {
        return "SIGSTOP past the lease, SIGCONT";
    }

    @Override
    public int inject(Scene scene) {
        for (int i = 0; i < times; i++) {
            ServiceProcess victim = scene.cluster()
                    .instance(scene.random().nextInt(scene.cluster().size()));
            scene.pauseUpTo(1_000);
            victim.freeze();
            try {
                scene.strike();
                Pause.of(Cluster.LEASE.plusSeconds(2));
            } finally {
                victim.thaw();
            }
        }
        return times;
    }
}
