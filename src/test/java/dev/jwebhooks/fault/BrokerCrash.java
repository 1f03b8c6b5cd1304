package dev.jwebhooks.fault;

/** RabbitMQ is killed, and started some seconds later. */
record BrokerCrash(int times) implements Fault {
    @Override
    public String name() {
        return "RabbitMQ killed and started";
    }

    @Override
    public boolean needsBroker() {
        return true;
    }

    @Override
    public int inject(Scene scene) {
        for (int i = 0; i < times; i++) {
            scene.pauseUpTo(2_000);
            scene.cluster().broker().crash();
            scene.strike();
            scene.pauseUpTo(4_000);
            scene.cluster().broker().startAgain();
            Pause.millis(3_000);
        }
        return times;
    }
}
