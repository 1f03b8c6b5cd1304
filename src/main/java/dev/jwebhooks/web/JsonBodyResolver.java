package dev.jwebhooks.web;

import dev.jwebhooks.json.InvalidJson;
import dev.jwebhooks.json.JsonReader;
import dev.jwebhooks.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads the {@link JsonBody} of a controller method, and never more of it than {@link WebSettings#maxBody()}. */
@Component
class JsonBodyResolver implements HandlerMethodArgumentResolver {
    private final int maxBytes;

    JsonBodyResolver(WebSettings settings) {
        this.maxBytes = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == JsonBody.class;
    }

    @Override
    public JsonBody resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        HttpServletRequest servletRequest = (HttpServletRequest) request.getNativeRequest();
        return parse(read(servletRequest));
    }

    private byte[] read(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw Refused.tooLarge("The body is larger than " + maxBytes + " bytes; send less");
        }
        return body;
    }

    private static JsonBody parse(byte[] body) {
        try {
            if (JsonReader.read(body) instanceof JsonValue.JsonObject object) {
                return new JsonBody(object);
            }
        } catch (InvalidJson invalid) {
            throw Refused.badRequest(String.valueOf(invalid.getMessage()));
        }
        throw Refused.badRequest("The body must be a JSON object, such as {\"name\": \"value\"}");
    }
}
