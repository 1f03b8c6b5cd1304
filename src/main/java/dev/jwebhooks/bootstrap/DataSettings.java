package dev.jwebhooks.bootstrap;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the embedded database lives. Of no use with {@code spring.datasource.url}.
 *
 * @param directory its folder, made when missing; one running copy of the service at a time
 */
@Validated
@ConfigurationProperties("jwebhooks.data")
record DataSettings(@NotNull @DefaultValue("jwebhooks-data") Path directory) {}
