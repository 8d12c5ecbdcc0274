package io.creatorflow.tiktokshop.sandbox.webhooks;

/**
 * What a webhook is about.
 *
 * @param type its number
 * @param notificationId tts_notification_id, empty if it has none
 * @param shopId shop_id
 * @param orderId the order, empty if none
 * @param orderStatus the order's status then, empty if none
 */
public record Notice(int type, String notificationId, String shopId, String orderId, String orderStatus) {}
