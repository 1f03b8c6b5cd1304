package dev.jwebhooks.bootstrap;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Tells a failed start in one line that says what to do, in place of Spring's report and stack trace. What is not
 * foreseen here is told with its cause, and whole at debug level.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartFailure implements SpringBootExceptionReporter {
    private static final Logger log = LoggerFactory.getLogger(StartFailure.class);

    /** Spring hands over the context, which is of no use here. */
    StartFailure(@Nullable ConfigurableApplicationContext context) {
        log.trace("Reports the failures of {}", context);
    }

    @Override
    public boolean reportException(Throwable failure) {
        System.err.println("JWebhooks did not start: " + line(failure));
        log.debug("The start failed", failure);
        return true;
    }

    static String line(Throwable failure) {
        // The deepest first: what wraps it says less.
        return causes(failure).reversed().stream()
                .flatMap(cause -> known(cause).stream())
                .findFirst()
                .orElseGet(() -> oneLine(causes(failure).getLast()) + " (--debug tells more)");
    }

    private static Optional<String> known(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case StartRefused refused -> refused.getMessage();
                    case PortInUseException used ->
                        "port %d is in use; end what listens there, or choose another with --server.port=N"
                                .formatted(used.getPort());
                    case BindValidationException invalid -> "wrong setting: " + violations(invalid);
                    case BindException unreadable -> "wrong setting: " + unreadable(unreadable);
                    case SQLException sql ->
                        "the database cannot be used (%s); check SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD, and that it runs"
                                .formatted(oneLine(sql));
                    case IllegalArgumentException wrong -> wrongArgument(String.valueOf(wrong.getMessage()));
                    default -> null;
                });
    }

    /** Two settings of Spring's own that it checks without naming them. */
    private static @Nullable String wrongArgument(String message) {
        if (message.startsWith("'url' must start with")) {
            return "wrong setting: SPRING_DATASOURCE_URL must be like jdbc:postgresql://host:5432/database";
        }
        return message.startsWith("port out of range") ? "wrong setting: server.port must be 0 to 65535" : null;
    }

    private static String violations(BindValidationException invalid) {
        String prefix = invalid.getValidationErrors().getName().toString();
        return invalid.getValidationErrors().getAllErrors().stream()
                .map(error -> violation(prefix, error))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String violation(String prefix, ObjectError error) {
        String message = String.valueOf(error.getDefaultMessage());
        // Rules over several settings name them in their own text.
        return error instanceof FieldError field && !message.startsWith(prefix)
                ? "%s.%s is %s, and %s".formatted(prefix, kebab(field.getField()), field.getRejectedValue(), message)
                : message;
    }

    private static String unreadable(BindException unreadable) {
        var property = unreadable.getProperty();
        String value = property == null ? "" : " is " + property.getValue() + ", and";
        return unreadable.getName() + value + " cannot be read as a "
                + unreadable.getTarget().getType();
    }

    private static String kebab(String field) {
        return field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .toList();
    }

    private static String oneLine(Throwable error) {
        String message = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        return message.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
