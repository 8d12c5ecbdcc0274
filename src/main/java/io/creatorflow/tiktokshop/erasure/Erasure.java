package io.creatorflow.tiktokshop.erasure;

/**
 * A request to erase the buyer of one order.
 *
 * @param id of the request
 * @param shopId TikTok's id of the shop
 * @param orderId TikTok's id of the order
 */
public record Erasure(long id, String shopId, String orderId) {}
