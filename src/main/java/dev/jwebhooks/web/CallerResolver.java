package dev.jwebhooks.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Makes the {@link Caller} of a controller method from the headers {@code username} and {@code api-key}. */
@Component
class CallerResolver implements HandlerMethodArgumentResolver {
    private final CallerAuthenticator authenticator;

    CallerResolver(CallerAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        String apiKey = header(request, "api-key", "Missing API key header value");
        String username = header(request, "username", "Missing username header value");
        // One text for an unknown name and a wrong key, or strangers could find out who has an account.
        return authenticator
                .authenticate(HeaderText.decode(username), apiKey)
                .orElseThrow(() -> Refused.unauthorized("Invalid API key or Username"));
    }

    private static String header(NativeWebRequest request, String name, String whenMissing) {
        String value = request.getHeader(name);
        if (value == null || value.isEmpty()) {
            throw Refused.unauthorized(whenMissing);
        }
        return value;
    }
}
