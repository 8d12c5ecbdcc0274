package io.creatorflow.tiktokshop.sandbox.shops;

/**
 * What an exchange or a refresh gives.
 *
 * @param seller whom it stands for
 * @param accessToken for API calls
 * @param accessExpires absolute virtual seconds since 1970
 * @param refreshToken good for the next pair
 * @param refreshExpires absolute virtual seconds since 1970
 */
public record TokenPair(
        Seller seller, String accessToken, long accessExpires, String refreshToken, long refreshExpires) {}
