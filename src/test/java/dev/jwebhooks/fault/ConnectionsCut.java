package dev.jwebhooks.fault;

/** All of the services' connections to PostgreSQL are cut, again and again. */
record ConnectionsCut(int times) implements Fault {
    @Override
    public String name() {
        return "connections to PostgreSQL cut";
    }

    @Override
    public int inject(Scene scene) {
        // What was being recorded is recorded half a second later, well within its lease.
        int most = scene.mostUnderWay() / 10;
        for (int i = 0; i < times; i++) {
            scene.outage(most, () -> cut(scene.records()));
            scene.pauseUpTo(500);
        }
        return times;
    }

    static void cut(Records records) {
        records.execute("""
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """);
    }
}
