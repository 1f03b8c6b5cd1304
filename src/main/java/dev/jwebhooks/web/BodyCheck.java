package dev.jwebhooks.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.servlet.HandlerInterceptor;

/** A request with a body says that it is JSON and is not too large, also on calls that do not read it. */
@Component
class BodyCheck implements HandlerInterceptor {
    private final long maxBytes;

    BodyCheck(WebSettings settings) {
        this.maxBytes = settings.maxBody().toBytes();
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (hasBody(request) && !isJson(request.getContentType())) {
            throw Refused.unsupportedMediaType("The Content-Type of a request with a body must be application/json");
        }
        if (request.getContentLengthLong() > maxBytes) {
            throw Refused.tooLarge("The body is larger than " + maxBytes + " bytes; send less");
        }
        return true;
    }

    static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            return contentType != null
                    && MimeTypeUtils.parseMimeType(contentType).equalsTypeAndSubtype(MediaType.APPLICATION_JSON);
        } catch (InvalidMimeTypeException unreadable) {
            return false;
        }
    }
}
