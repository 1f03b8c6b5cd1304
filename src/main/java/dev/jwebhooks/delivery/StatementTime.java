package dev.jwebhooks.delivery;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Statements with a time of their own, where what they take is in the hands of callers. */
@Component
public class StatementTime {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    StatementTime(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * What a statement gives.
     *
     * @throws QueryTimeoutException where it takes longer; nothing was changed
     */
    public <T> T within(Duration limit, Supplier<T> statement) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            jdbc.sql("select set_config('statement_timeout', :timeout, true)")
                    .param("timeout", limit.toMillis() + "ms")
                    .query(String.class)
                    .single();
            return statement.get();
        }));
    }
}
