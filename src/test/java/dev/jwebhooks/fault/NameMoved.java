package dev.jwebhooks.fault;

import static org.awaitility.Awaitility.await;

import dev.jwebhooks.service.Api;
import java.time.Duration;
import java.util.List;

/** The name of some endpoints leads to another address; its old server goes away when that can be known to all. */
record NameMoved() implements Fault {
    /** From then until requests come to the new one as they came to the old. */
    private static final Duration BOUND = Duration.ofSeconds(3);

    private static final int ENOUGH = 20;

    @Override
    public String name() {
        return "the name of endpoints moved";
    }

    @Override
    public List<Manner> manners() {
        return List.of(Manner.HEALTHY, Manner.MOVING, Manner.MOVING, Manner.FLAKY, Manner.ERROR);
    }

    @Override
    public Population populate(Api api, Endpoints endpoints) {
        Names.ADDRESSES.forEach(endpoints::listenOn);
        return Fault.super.populate(api, endpoints);
    }

    @Override
    public int inject(Scene scene) {
        Names names = scene.cluster().names();
        String before = names.address();
        String now = names.otherAddress();
        scene.endpoints().listenOn(now);
        names.lead(now);
        Pause.of(Names.KEPT.multipliedBy(2));
        scene.endpoints().leave(before);
        int came = scene.endpoints().arrivedAt(now);
        await().atMost(BOUND).until(() -> scene.endpoints().arrivedAt(now) >= came + ENOUGH);
        return 1;
    }
}
