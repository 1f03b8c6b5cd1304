package dev.jwebhooks.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Makes the {@link PageRange} of a controller method from {@code ?start=N&limit=M}, both required. */
@Component
class PageRangeResolver implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageRange.class;
    }

    @Override
    public PageRange resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        long limit = number(request.getParameter("limit"));
        return new PageRange(number(request.getParameter("start")), Math.clamp(limit, -1, Integer.MAX_VALUE));
    }

    /** The number, or -1, which no range takes. */
    private static long number(@Nullable String text) {
        boolean digits = text != null && text.matches("[0-9]{1,15}");
        return digits ? Long.parseLong(text) : -1;
    }
}
