package dev.jwebhooks.fault;

import dev.jwebhooks.service.Api;
import java.util.List;

/** Something that goes wrong under load, and ends. */
interface Fault {
    int PUBLISHERS = 4;

    /** As the report calls it. */
    String name();

    /** Lets it happen and end; tells how many times it happened. */
    int inject(Scene scene);

    /** Whether it is one of the broker's. */
    default boolean needsBroker() {
        return false;
    }

    /** How the endpoints of each publisher's subscribers behave meanwhile. */
    default List<Manner> manners() {
        return List.of(Manner.HEALTHY, Manner.HEALTHY, Manner.HEALTHY, Manner.FLAKY, Manner.ERROR);
    }

    /** Who fires, and who has subscribed. */
    default Population populate(Api api, Endpoints endpoints) {
        return Population.create(api, endpoints, PUBLISHERS, manners());
    }

    /** What has to hold after it happened so many times, beside what holds after every fault. */
    default void verify(Scene scene, int times) {}
}
