package dev.jwebhooks.pywebhooks;

/** How many of a table's entries became what. Changed by the one thread that imports. */
final class Tally {
    private long imported;
    private long alreadyThere;
    private long skipped;

    void countImported(long more) {
        imported += more;
    }

    void countAlreadyThere(long more) {
        alreadyThere += more;
    }

    void countSkipped() {
        skipped++;
    }

    long imported() {
        return imported;
    }

    long alreadyThere() {
        return alreadyThere;
    }

    long skipped() {
        return skipped;
    }

    long read() {
        return imported + alreadyThere + skipped;
    }
}
