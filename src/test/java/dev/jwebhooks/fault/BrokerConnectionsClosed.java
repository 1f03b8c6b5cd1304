package dev.jwebhooks.fault;

/** RabbitMQ closes all connections, as an operator makes it. */
record BrokerConnectionsClosed(int times) implements Fault {
    @Override
    public String name() {
        return "connections closed by RabbitMQ";
    }

    @Override
    public boolean needsBroker() {
        return true;
    }

    @Override
    public int inject(Scene scene) {
        for (int i = 0; i < times; i++) {
            scene.cluster().broker().control("close_all_connections", "by a test");
            scene.strike();
            scene.pauseUpTo(2_000);
        }
        return times;
    }
}
