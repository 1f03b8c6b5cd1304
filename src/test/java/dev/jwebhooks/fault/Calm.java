package dev.jwebhooks.fault;

/** No fault at all, to see that then nothing comes twice. */
record Calm() implements Fault {
    @Override
    public String name() {
        return "none, for comparison";
    }

    @Override
    public int inject(Scene scene) {
        Pause.millis(4_000);
        return 1;
    }
}
