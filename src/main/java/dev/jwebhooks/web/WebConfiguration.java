package dev.jwebhooks.web;

import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What controllers of all features may take as arguments, and what every call passes first. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
class WebConfiguration implements WebMvcConfigurer {
    private final List<HandlerMethodArgumentResolver> resolvers;
    private final BodyCheck bodyCheck;

    WebConfiguration(List<HandlerMethodArgumentResolver> resolvers, BodyCheck bodyCheck) {
        this.resolvers = resolvers;
        this.bodyCheck = bodyCheck;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> registered) {
        registered.addAll(resolvers);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(bodyCheck).addPathPatterns("/v1/**");
    }
}
