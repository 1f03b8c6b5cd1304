package dev.jwebhooks.fault;

/** RabbitMQ is short of memory and takes nothing from publishers, for longer than a lease. */
record MemoryAlarm() implements Fault {
    @Override
    public String name() {
        return "memory alarm of RabbitMQ";
    }

    @Override
    public boolean needsBroker() {
        return true;
    }

    @Override
    public int inject(Scene scene) {
        scene.cluster().broker().control("set_vm_memory_high_watermark", "0");
        Pause.of(Cluster.LEASE.plusSeconds(3));
        scene.cluster().broker().control("set_vm_memory_high_watermark", "0.4");
        return 1;
    }
}
