package dev.jwebhooks.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Bounds the calls under way. Virtual threads do not: each call would wait for a database connection with its body in
 * memory, as many as come. One over the bound is refused at once, its body unread, and has changed nothing.
 */
final class CallLimit implements Filter {
    private static final String BUSY =
            ErrorBody.json("The service is busy with as many calls as it takes at once; try again soon");

    private final Semaphore places;

    CallLimit(int maxCalls) {
        this.places = new Semaphore(maxCalls);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!places.tryAcquire()) {
            refuse((HttpServletResponse) response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getWriter().write(BUSY);
    }
}
