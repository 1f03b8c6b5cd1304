package dev.jwebhooks.web;

import java.util.List;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What controllers of all features may take as arguments, and what every call passes first. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
class WebConfiguration implements WebMvcConfigurer {
    private static final String CALLS = "/v1/*";

    private final List<HandlerMethodArgumentResolver> resolvers;
    private final BodyCheck bodyCheck;
    private final BodyBudget bodyBudget;

    WebConfiguration(List<HandlerMethodArgumentResolver> resolvers, BodyCheck bodyCheck, BodyBudget bodyBudget) {
        this.resolvers = resolvers;
        this.bodyCheck = bodyCheck;
        this.bodyBudget = bodyBudget;
    }

    /** Before all other filters, and not for the health check: a busy service is not a broken one. */
    @Bean
    static FilterRegistrationBean<CallLimit> callLimit(WebSettings settings) {
        var registration = new FilterRegistrationBean<>(new CallLimit(settings.maxCalls()));
        registration.addUrlPatterns(CALLS);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** A caller that asks before it sends its body is told 503, and not first to go on. */
    @Bean
    static TomcatConnectorCustomizer bodiesAreAskedForWhenRead() {
        return connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setContinueResponseTiming("onRead");
            }
        };
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> registered) {
        registered.addAll(resolvers);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(bodyBudget);
        registry.addInterceptor(bodyCheck).addPathPatterns("/v1/**");
    }
}
