package dev.jwebhooks.web;

import dev.jwebhooks.json.JsonValue.JsonArray;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Makes the {@link JsonList} of a controller method from what {@link BodyReader} reads. */
@Component
class JsonListResolver implements HandlerMethodArgumentResolver {
    private final BodyReader reader;

    JsonListResolver(BodyReader reader) {
        this.reader = reader;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == JsonList.class;
    }

    @Override
    public JsonList resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        byte[] body = reader.read((HttpServletRequest) request.getNativeRequest());
        if (JsonBodyResolver.value(body) instanceof JsonArray(var items)) {
            return new JsonList(items);
        }
        throw Refused.badRequest("The body must be a JSON array, such as [{\"name\": \"value\"}]");
    }
}
