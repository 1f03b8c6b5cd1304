package dev.jwebhooks.pywebhooks;

/** PyWebhooks' tables, in an order in which each refers to those before it. */
enum DumpTable {
    ACCOUNTS("accounts"),
    REGISTRATIONS("registrations"),
    SUBSCRIPTIONS("subscriptions"),
    TRIGGERED_WEBHOOKS("triggered_webhooks");

    private final String title;

    DumpTable(String title) {
        this.title = title;
    }

    /** The table's name in RethinkDB, and of its file. */
    @Override
    public String toString() {
        return title;
    }
}
