package dev.jwebhooks.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Makes the {@link OptionalBody} of a controller method; a call that announces no body is not read. */
@Component
class OptionalBodyResolver implements HandlerMethodArgumentResolver {
    private final BodyReader reader;

    OptionalBodyResolver(BodyReader reader) {
        this.reader = reader;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == OptionalBody.class;
    }

    @Override
    public OptionalBody resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        HttpServletRequest call = (HttpServletRequest) request.getNativeRequest();
        return BodyCheck.hasBody(call) ? new OptionalBody(reader.read(call)) : OptionalBody.NONE;
    }
}
