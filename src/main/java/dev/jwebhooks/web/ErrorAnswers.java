package dev.jwebhooks.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * The one place where an exception becomes an answer. Known errors tell their text, all others nothing of the inside.
 */
@RestControllerAdvice
class ErrorAnswers {
    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

    @ExceptionHandler
    ResponseEntity<ErrorBody> refused(Refused refused) {
        ErrorBody body = new ErrorBody(String.valueOf(refused.getMessage()), refused.problems());
        return answer(refused.status(), body, refused.retryAfter());
    }

    /** The caller hung up; there is nobody to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException gone) {
        log.debug("A caller hung up before its answer was written: {}", gone.getMessage());
    }

    /** Tomcat decodes a query only when it is asked for a parameter. */
    @ExceptionHandler
    ResponseEntity<ErrorBody> undecodable(InvalidParameterException query) {
        log.debug("A query could not be decoded: {}", query.getMessage());
        return answer(HttpStatus.BAD_REQUEST, plain(HttpStatus.BAD_REQUEST), null);
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> anythingElse(Exception error, HttpServletRequest request) {
        if (error instanceof ErrorResponse known) {
            return known(known);
        }
        if (DatabaseAway.isCauseOf(error)) {
            log.warn(
                    "{} {} answered 503: the database is away: {}", method(request), path(request), error.getMessage());
            return refused(Refused.after(error));
        }
        if (error instanceof java.io.IOException) {
            log.debug("{} {}: the request could not be read", method(request), path(request), error);
            return answer(HttpStatus.BAD_REQUEST, "The request could not be read to its end; send it again", null);
        }
        log.error("{} {} answered 500; nothing of the call was kept", method(request), path(request), error);
        return refused(Refused.after(error));
    }

    /** What Spring refuses by itself: unknown paths, methods, media types. */
    private static ResponseEntity<ErrorBody> known(ErrorResponse error) {
        ResponseEntity<ErrorBody> answer = answer(error.getStatusCode(), text(error), null);
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .headers(allowed(error.getHeaders()))
                .body(answer.getBody());
    }

    private static HttpHeaders allowed(HttpHeaders headers) {
        HttpHeaders kept = new HttpHeaders();
        if (headers.containsHeader(HttpHeaders.ALLOW)) {
            kept.put(HttpHeaders.ALLOW, headers.getOrEmpty(HttpHeaders.ALLOW));
        }
        return kept;
    }

    private static String text(ErrorResponse error) {
        return switch (error) {
            case HttpRequestMethodNotSupportedException method ->
                "The method " + method.getMethod() + " is not supported here; the Allow header names those that are";
            case HttpMediaTypeNotAcceptableException _ ->
                "Answers are application/json; the Accept header must allow it";
            default -> plain(error.getStatusCode());
        };
    }

    static String plain(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> "There is nothing at this address; docs/api.md lists the calls";
            case 400 -> "The request is not valid HTTP or has a malformed address or parameter";
            default -> status instanceof HttpStatus named ? named.getReasonPhrase() : "The request failed";
        };
    }

    private static ResponseEntity<ErrorBody> answer(HttpStatusCode status, String text, @Nullable Duration retryAfter) {
        return answer(status, new ErrorBody(text), retryAfter);
    }

    private static ResponseEntity<ErrorBody> answer(
            HttpStatusCode status, ErrorBody body, @Nullable Duration retryAfter) {
        ResponseEntity.BodyBuilder builder = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        if (retryAfter != null) {
            // Whole seconds, and not one too few: who comes back then is not to be refused again.
            long seconds = retryAfter.plusSeconds(1).minusNanos(1).toSeconds();
            builder.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds)));
        }
        return builder.body(body);
    }

    private static String method(HttpServletRequest request) {
        return request.getMethod();
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI();
    }
}
