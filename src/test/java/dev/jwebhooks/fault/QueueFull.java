package dev.jwebhooks.fault;

/** An operator's policy lets the queue hold next to nothing and refuse the rest, for longer than a lease. */
record QueueFull() implements Fault {
    @Override
    public String name() {
        return "queue full (max-length, reject-publish)";
    }

    @Override
    public boolean needsBroker() {
        return true;
    }

    @Override
    public int inject(Scene scene) {
        scene.cluster()
                .broker()
                .control(
                        "set_policy",
                        "--apply-to",
                        "queues",
                        "full",
                        "^" + Cluster.QUEUE + "$",
                        "{\"max-length\": 1, \"overflow\": \"reject-publish\"}");
        Pause.of(Cluster.LEASE.plusSeconds(2));
        scene.cluster().broker().control("clear_policy", "full");
        return 1;
    }
}
