package dev.jwebhooks.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A call that is answered with an error instead of a result. Its message is the text the caller reads under
 * {@code Error}: what is wrong and, where that is not plain, what to do.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration OUTAGE = Duration.ofSeconds(5);

    private final HttpStatus status;
    private final transient List<Problem> problems;
    private final @Nullable Duration retryAfter;

    private Refused(HttpStatus status, String message, @Nullable Duration retryAfter) {
        this(status, message, List.of(), retryAfter);
    }

    private Refused(HttpStatus status, String message, List<Problem> problems, @Nullable Duration retryAfter) {
        // No stack trace: it is an answer, not a fault, and callers can ask for as many as they like.
        super(message, null, false, false);
        this.status = status;
        this.problems = problems;
        this.retryAfter = retryAfter;
    }

    /** 400: the call itself is wrong. */
    public static Refused badRequest(String message) {
        return new Refused(HttpStatus.BAD_REQUEST, message, null);
    }

    /** 401: unknown caller, or not the caller's to touch. */
    public static Refused unauthorized(String message) {
        return new Refused(HttpStatus.UNAUTHORIZED, message, null);
    }

    /** 404: no such thing. */
    public static Refused notFound(String message) {
        return new Refused(HttpStatus.NOT_FOUND, message, null);
    }

    /** 408: the caller took too long to send its body. */
    public static Refused tooSlow(String message) {
        return new Refused(HttpStatus.REQUEST_TIMEOUT, message, null);
    }

    /** 409: it exists already, or is being made by another call. */
    public static Refused conflict(String message) {
        return new Refused(HttpStatus.CONFLICT, message, null);
    }

    /** 413: the body is larger than allowed. */
    public static Refused tooLarge(String message) {
        return new Refused(HttpStatus.CONTENT_TOO_LARGE, message, null);
    }

    /** 415: the body is not JSON. */
    public static Refused unsupportedMediaType(String message) {
        return new Refused(HttpStatus.UNSUPPORTED_MEDIA_TYPE, message, null);
    }

    /** 422: understood, and not to be done. */
    public static Refused unprocessable(String message) {
        return new Refused(HttpStatus.UNPROCESSABLE_CONTENT, message, null);
    }

    /** 422 that tells what is wrong place by place. */
    public static Refused unprocessable(String message, List<Problem> problems) {
        return new Refused(HttpStatus.UNPROCESSABLE_CONTENT, message, problems, null);
    }

    /** 429 with {@code Retry-After}. */
    public static Refused tooMany(String message, Duration retryAfter) {
        return new Refused(HttpStatus.TOO_MANY_REQUESTS, message, retryAfter);
    }

    /** 503 with {@code Retry-After}: nothing is wrong with the call, and nothing of it was kept. */
    public static Refused unavailable(String message, Duration retryAfter) {
        return new Refused(HttpStatus.SERVICE_UNAVAILABLE, message, retryAfter);
    }

    /** 503 where the database is away, which passes, and 500 for what is a fault of ours; the caller logs it. */
    public static Refused after(Throwable failure) {
        return DatabaseAway.isCauseOf(failure)
                ? unavailable("The database is not available; try again soon", OUTAGE)
                : new Refused(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed; its log says why", null);
    }

    /** The status that it is answered with, 400 to 503. */
    public int statusCode() {
        return status.value();
    }

    /** What is wrong place by place; empty where the message says it all. */
    public List<Problem> problems() {
        return problems;
    }

    HttpStatus status() {
        return status;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
