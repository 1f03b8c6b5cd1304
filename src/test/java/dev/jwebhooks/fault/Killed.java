package dev.jwebhooks.fault;

import java.util.List;
import java.util.stream.IntStream;

/** SIGKILL of one instance, or of all at once, at random moments, so many times. */
record Killed(boolean all, int times) implements Fault {
    @Override
    public String name() {
        return all ? "SIGKILL of both instances" : "SIGKILL of one instance";
    }

    @Override
    public int inject(Scene scene) {
        for (int i = 0; i < times; i++) {
            scene.pauseUpTo(2_000);
            List<Integer> victims = victims(scene);
            victims.forEach(scene.cluster()::kill);
            scene.strike();
            victims.forEach(scene.cluster()::startAgain);
            scene.cluster().awaitHealthy();
        }
        return times;
    }

    private List<Integer> victims(Scene scene) {
        int size = scene.cluster().size();
        return all
                ? IntStream.range(0, size).boxed().toList()
                : List.of(scene.random().nextInt(size));
    }
}
