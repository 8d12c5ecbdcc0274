package io.creatorflow.tiktokshop.sandbox.orders;

/**
 * A cancellation, asked for or done.
 *
 * @param id cancel_id
 * @param by BUYER, SELLER or SYSTEM
 * @param reason the reason's key
 * @param created unix seconds
 */
public record Cancellation(String id, String by, String reason, long created) {}
