package dev.jwebhooks.fault;

/** PostgreSQL is stopped in immediate mode and started some seconds later. */
record DatabaseCrash(int times) implements Fault {
    @Override
    public String name() {
        return "PostgreSQL stopped (immediate) and started";
    }

    @Override
    public int inject(Scene scene) {
        for (int i = 0; i < times; i++) {
            scene.pauseUpTo(2_000);
            scene.outage(() -> {
                scene.cluster().postgres().crash();
                scene.pauseUpTo(4_000);
                scene.cluster().postgres().startAgain();
            });
        }
        return times;
    }
}
