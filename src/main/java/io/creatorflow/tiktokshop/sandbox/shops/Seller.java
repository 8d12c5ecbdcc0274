package io.creatorflow.tiktokshop.sandbox.shops;

/**
 * Who authorises an app.
 *
 * @param openId the seller's open_id
 * @param name as shown after the token exchange
 * @param region base region, such as GB
 */
public record Seller(String openId, String name, String region) {}
