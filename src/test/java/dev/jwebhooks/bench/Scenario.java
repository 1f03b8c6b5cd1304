package dev.jwebhooks.bench;

/** One line, or a few, of the table. */
interface Scenario {
    /** As it is asked for on the command line. */
    String name();

    Result run(Bench bench) throws Exception;
}
