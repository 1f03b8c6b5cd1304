package dev.jwebhooks.fault;

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

    /** What has to hold afterwards, beside what holds after every fault. */
    default void verify(Scene scene) {}
}
