package dev.jwebhooks.fault;

/** Somebody deletes the queue, with all that is in it. */
record QueueDeleted(int times) implements Fault {
    @Override
    public String name() {
        return "queue deleted";
    }

    @Override
    public boolean needsBroker() {
        return true;
    }

    @Override
    public int inject(Scene scene) {
        for (int i = 0; i < times; i++) {
            scene.cluster().broker().act(channel -> channel.queueDelete(Cluster.QUEUE));
            scene.pauseUpTo(3_000);
        }
        return times;
    }
}
