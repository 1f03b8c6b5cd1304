package dev.jwebhooks.bootstrap;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections for migrations: these may read a large table, or wait for who uses it, for longer than the silence of a
 * database that calls put up with. The pool gives a connection its usual limit back.
 */
final class UnhurriedDataSource extends DelegatingDataSource {
    private static final int NO_LIMIT = 0;

    UnhurriedDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        connection.setNetworkTimeout(Runnable::run, NO_LIMIT);
        return connection;
    }
}
