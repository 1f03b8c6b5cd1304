package dev.jwebhooks.fault;

/** Somebody locks the table of deliveries for longer than a lease, as a careless change of the schema does. */
record LongLock() implements Fault {
    @Override
    public String name() {
        return "deliveries locked for longer than a lease";
    }

    @Override
    public int inject(Scene scene) {
        long seconds = Cluster.LEASE.plusSeconds(3).toSeconds();
        scene.outage(() -> scene.records()
                .execute("begin", "lock table jwebhooks.deliveries", "select pg_sleep(" + seconds + ")", "rollback"));
        return 1;
    }
}
