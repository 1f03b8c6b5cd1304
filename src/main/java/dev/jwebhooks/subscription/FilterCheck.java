package dev.jwebhooks.subscription;

import dev.jwebhooks.json.JsonValue;
import dev.jwebhooks.json.JsonValue.JsonText;
import dev.jwebhooks.web.Refused;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells filters that Postgres can evaluate from others. */
@Component
class FilterCheck {
    /** The longest filter, in characters. */
    private static final int LONGEST = 1_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    FilterCheck(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** @throws Refused 400 where it is no text, too long, or no path; with what Postgres says of it */
    Filter check(JsonValue value) {
        if (!(value instanceof JsonText(String path))) {
            throw Refused.badRequest("The field filter must be a string");
        }
        if (path.isBlank() || path.length() > LONGEST || path.indexOf('\0') >= 0) {
            throw Refused.badRequest("The field filter must be an SQL/JSON path of at most 1000 characters");
        }
        try {
            return new Filter(path, Boolean.TRUE.equals(transactions.execute(_ -> isPredicate(path))));
        } catch (QueryTimeoutException tooSlow) {
            throw Refused.badRequest("Invalid filter field: it takes too long");
        } catch (DataAccessException refused) {
            throw Refused.badRequest("Invalid filter field: " + reason(refused));
        }
    }

    /** Evaluated on a number, of which only a predicate says something true, false or unknown. */
    private boolean isPredicate(String path) {
        jdbc.sql("set local statement_timeout = '250ms'").update();
        return jdbc.sql("""
            select count(*) = 1 and bool_and(jsonb_typeof(result) in ('boolean', 'null'))
            from jsonb_path_query_tz('0', :path::jsonpath, '{}', true) result
            """).param("path", path).query(Boolean.class).single();
    }

    /** What Postgres refused, where it refused; a database that is away is no matter of the filter. */
    private static @Nullable String reason(DataAccessException error) {
        if (error.getRootCause() instanceof PSQLException refused) {
            ServerErrorMessage message = refused.getServerErrorMessage();
            if (message != null && isOfTheStatement(String.valueOf(message.getSQLState()))) {
                return message.getMessage();
            }
        }
        throw error;
    }

    /** Classes 22 (data), 42 (syntax, undefined things) and 54 (limits) of SQLSTATE, and 0A (not supported). */
    private static boolean isOfTheStatement(String state) {
        return state.matches("(22|42|54|0A).*");
    }
}
