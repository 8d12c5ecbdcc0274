package io.creatorflow.tiktokshop.sandbox.shops;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tokens live. The last three decide what public sources leave open.
 *
 * @param codeSeconds life of an auth code, virtual seconds
 * @param accessSeconds life of an access token, virtual seconds
 * @param refreshSeconds life of a refresh token, virtual seconds
 * @param oldAccessTokenDies whether a refresh ends the access token before it
 * @param oldRefreshTokenDies whether a refresh ends the refresh token before it
 * @param acceptAuthorizedCodeOnRefresh whether a refresh may say grant_type authorized_code, as the official Node SDK does
 */
@ConfigurationProperties("sandbox.tokens")
public record TokenSettings(
        @DefaultValue("1800") long codeSeconds,
        @DefaultValue("604800") long accessSeconds,
        @DefaultValue("31536000") long refreshSeconds,
        @DefaultValue("false") boolean oldAccessTokenDies,
        @DefaultValue("true") boolean oldRefreshTokenDies,
        @DefaultValue("false") boolean acceptAuthorizedCodeOnRefresh) {}
