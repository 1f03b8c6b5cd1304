package dev.jwebhooks.fault;

/** For some seconds nothing can be written: every statement that would fails as it does on a full disk. */
record FullDisk() implements Fault {
    @Override
    public String name() {
        return "full disk";
    }

    @Override
    public int inject(Scene scene) {
        Records records = scene.records();
        records.execute("""
            create function full_disk() returns trigger language plpgsql as $$ begin
                raise exception 'could not extend file: No space left on device' using errcode = '53100';
            end $$
            """);
        scene.outage(() -> {
            records.execute(on("triggered_webhooks"), on("deliveries"), on("attempts"));
            Pause.millis(6_000);
            // One after the other: locked together, they would dead-lock with what the service writes.
            records.execute(off("triggered_webhooks"), off("deliveries"), off("attempts"), "drop function full_disk()");
        });
        return 1;
    }

    private static String on(String table) {
        return "create trigger full_disk before insert or update on jwebhooks.%s for each statement execute function full_disk()"
                .formatted(table);
    }

    private static String off(String table) {
        return "drop trigger full_disk on jwebhooks." + table;
    }
}
