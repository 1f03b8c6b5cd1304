package dev.jwebhooks.fault;

/** Somebody empties the queue. */
record QueuePurged(int times) implements Fault {
    @Override
    public String name() {
        return "queue purged";
    }

    @Override
    public boolean needsBroker() {
        return true;
    }

    @Override
    public int inject(Scene scene) {
        for (int i = 0; i < times; i++) {
            scene.cluster().broker().act(channel -> channel.queuePurge(Cluster.QUEUE));
            scene.pauseUpTo(300);
        }
        return times;
    }
}
