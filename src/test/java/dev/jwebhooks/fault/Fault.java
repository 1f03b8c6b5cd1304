package dev.jwebhooks.fault;

import java.util.List;

/** Something that goes wrong under load, and ends. */
interface Fault {
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

    /** What has to hold afterwards, beside what holds after every fault. */
    default void verify(Scene scene) {}
}
