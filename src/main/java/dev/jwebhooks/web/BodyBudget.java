package dev.jwebhooks.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Bounds what the bodies of all calls under way hold together. A byte counts from its arrival to the end of its call,
 * so that a caller who only announces a large body keeps nobody out.
 */
@Component
class BodyBudget implements HandlerInterceptor {
    private static final String TAKEN = BodyBudget.class.getName() + ".taken";
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final AtomicLong held = new AtomicLong();
    private final long most;

    BodyBudget(WebSettings settings) {
        this.most = settings.maxBytesOfBodies();
    }

    /** Refuses a body that has no room now, before any of it is read; its length is -1 where it is not told. */
    void expect(long length) {
        if (held.get() + length > most) {
            throw busy();
        }
    }

    /** Takes room for bytes that came, or refuses the call. */
    void take(HttpServletRequest request, int bytes) {
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            throw busy();
        }
        request.setAttribute(TAKEN, taken(request) + bytes);
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception error) {
        held.addAndGet(-taken(request));
        request.removeAttribute(TAKEN);
    }

    private static long taken(HttpServletRequest request) {
        return request.getAttribute(TAKEN) instanceof Long taken ? taken : 0;
    }

    private static Refused busy() {
        return Refused.unavailable("The service is busy with as many bodies as it can hold; try again soon", TRY_AGAIN);
    }
}
