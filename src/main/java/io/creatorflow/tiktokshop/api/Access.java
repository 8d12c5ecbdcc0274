package io.creatorflow.tiktokshop.api;

import java.time.Instant;

/**
 * What lets a call act for a shop or a seller.
 *
 * @param sellerOpenId whose token it is
 * @param cipher the shop's cipher, empty where the call acts for the seller
 * @param token the access token, decrypted; never logged
 * @param generation how often the seller's tokens have been renewed
 * @param expiresAt when the token ends by TikTok's word
 */
public record Access(String sellerOpenId, String cipher, String token, long generation, Instant expiresAt) {

    @Override
    public String toString() {
        return "Access[seller=" + sellerOpenId + ", generation=" + generation + "]";
    }
}
