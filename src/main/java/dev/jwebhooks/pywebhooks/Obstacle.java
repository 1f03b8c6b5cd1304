package dev.jwebhooks.pywebhooks;

/** Why a record that is fit is not written, by what is in the database. */
enum Obstacle {
    /** An earlier run wrote it, or whoever made one with its id. */
    ALREADY_THERE("already there"),
    MERGED("it is the admin that is here already"),
    NAME_TAKEN("another account has its username"),
    OLDER_HAS_NAME("an older account in the dump has its username, and PyWebhooks used that one"),
    NO_ACCOUNT("its account does not exist"),
    NO_REGISTRATION("its registration does not exist");

    private final String reason;

    Obstacle(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
