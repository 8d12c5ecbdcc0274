package io.creatorflow.tiktokshop.sandbox.authorize;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Partner Center holds of the app for its authorization.
 *
 * @param serviceId names the app in authorization links
 * @param redirectUrl where sellers come back to
 */
@ConfigurationProperties("sandbox.authorize")
public record AuthorizeSettings(
        @DefaultValue("7400000000000000001") String serviceId,

        @DefaultValue("http://127.0.0.1:8080/authorization/callback")
        String redirectUrl) {}
