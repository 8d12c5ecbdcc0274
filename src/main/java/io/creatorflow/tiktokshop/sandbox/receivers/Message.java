package io.creatorflow.tiktokshop.sandbox.receivers;

/**
 * What a receiver remembers of a message it took.
 *
 * @param number counts up per receiver
 * @param id the CloudEvent's id
 * @param webhookId the webhook-id of the request by which it came: its own id, or that of a batch
 * @param type its type
 * @param source its source
 * @param subject its subject
 * @param sequence its sequence
 * @param time its time, as sent
 * @param status data.status, or data.state where there is no status, if that is a text
 * @param receivedAt real milliseconds since 1970 at which the request came in
 */
record Message(
        long number,
        String id,
        String webhookId,
        String type,
        String source,
        String subject,
        long sequence,
        String time,
        String status,
        long receivedAt) {}
