package dev.jwebhooks.fault;

/** For some seconds hardly a statement is given the time it needs. */
record StatementTimeout() implements Fault {
    @Override
    public String name() {
        return "statement timeout of 2 ms";
    }

    @Override
    public int inject(Scene scene) {
        Records records = scene.records();
        scene.outage(() -> {
            records.execute("alter database faults set statement_timeout = '2ms'");
            // Settings of a database are those of new connections.
            ConnectionsCut.cut(records);
            Pause.millis(6_000);
            records.execute("alter database faults reset statement_timeout");
            ConnectionsCut.cut(records);
        });
        return 1;
    }
}
