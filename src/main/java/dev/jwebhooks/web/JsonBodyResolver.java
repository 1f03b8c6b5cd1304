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

/** Makes the {@link JsonBody} of a controller method from what {@link BodyReader} reads. */
@Component
class JsonBodyResolver implements HandlerMethodArgumentResolver {
    private final BodyReader reader;

    JsonBodyResolver(BodyReader reader) {
        this.reader = reader;
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
        return parse(reader.read((HttpServletRequest) request.getNativeRequest()));
    }

    private static JsonBody parse(byte[] body) {
        if (value(body) instanceof JsonValue.JsonObject object) {
            return new JsonBody(object);
        }
        throw Refused.badRequest("The body must be a JSON object, such as {\"name\": \"value\"}");
    }

    static JsonValue value(byte[] body) {
        try {
            return JsonReader.read(body);
        } catch (InvalidJson invalid) {
            throw Refused.badRequest(String.valueOf(invalid.getMessage()));
        }
    }
}
