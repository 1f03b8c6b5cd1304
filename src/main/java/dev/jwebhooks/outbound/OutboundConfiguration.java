package dev.jwebhooks.outbound;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one sender of requests. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboundSettings.class)
class OutboundConfiguration {
    @Bean(destroyMethod = "close")
    OutboundHttp outboundHttp(OutboundSettings settings) {
        return OutboundHttp.create(settings, new BoundedDns());
    }
}
