package dev.jwebhooks.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/** Reads a body: no more of it than is allowed, not for longer than is allowed, and only while there is room for it. */
@Component
class BodyReader {
    private static final int PART = 8 * 1024;

    private final BodyBudget budget;
    private final long maxBytes;
    private final long timeoutNanos;

    BodyReader(BodyBudget budget, WebSettings settings) {
        this.budget = budget;
        this.maxBytes = settings.maxBody().toBytes();
        this.timeoutNanos = settings.bodyTimeout().toNanos();
    }

    byte[] read(HttpServletRequest request) throws IOException {
        budget.expect(request.getContentLengthLong());
        long start = System.nanoTime();
        InputStream in = request.getInputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
            check(body.size() + count, System.nanoTime() - start);
            budget.take(request, count);
            body.write(part, 0, count);
        }
        return body.toByteArray();
    }

    /** Tomcat ends a silence; only this ends a body that comes byte by byte. */
    private void check(long size, long nanos) {
        if (size > maxBytes) {
            throw Refused.tooLarge("The body is larger than " + maxBytes + " bytes; send less");
        }
        if (nanos > timeoutNanos) {
            throw Refused.tooSlow("The body took too long to come; send it faster, or send less");
        }
    }
}
