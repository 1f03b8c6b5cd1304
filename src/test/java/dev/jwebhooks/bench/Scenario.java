package dev.jwebhooks.bench;

/** One line, or a few, of the table. */
interface Scenario {
    /** As it is asked for on the command line. */
    String name();

    default boolean runsOn(Installation.Kind kind) {
        return true;
    }

    Result run(Bench bench) throws Exception;
}
