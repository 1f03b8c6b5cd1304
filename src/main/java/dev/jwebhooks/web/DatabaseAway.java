package dev.jwebhooks.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.hibernate.TransactionException;
import org.springframework.dao.TransientDataAccessException;

/** Tells an outage of the database, which passes, from a fault of ours, which does not. */
final class DatabaseAway {
    // Classes of SQLSTATE: connection exception, insufficient resources, operator intervention (PostgreSQL, appendix
    // A).
    private static final Set<String> OUTAGES = Set.of("08", "53", "57");
    private static final String READ_ONLY = "25006"; // a standby not yet promoted

    private DatabaseAway() {}

    static boolean isCauseOf(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || cause instanceof TransientDataAccessException
                    // Hibernate, when it cannot even roll back: its connection was cut.
                    || cause instanceof TransactionException
                    || (cause instanceof SQLException sql && isOutage(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(String state) {
        return state != null
                && state.length() == 5
                && (OUTAGES.contains(state.substring(0, 2)) || state.equals(READ_ONLY));
    }
}
