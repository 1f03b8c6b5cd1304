package dev.jwebhooks.web;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a call may cost.
 *
 * @param maxBody the largest body of a request; a larger one is refused with 413 while it is read
 */
@Validated
@ConfigurationProperties("jwebhooks.web")
public record WebSettings(@NotNull @DefaultValue("1MB") DataSize maxBody) {}
