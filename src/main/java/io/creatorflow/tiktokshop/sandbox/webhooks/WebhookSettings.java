package io.creatorflow.tiktokshop.sandbox.webhooks;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are sent. The last four decide what public sources leave open.
 *
 * @param url where to, empty for nowhere; the control API can change it
 * @param anyAddress whether the Event API takes any http address; else https to a domain name, without a port
 * @param keep how many deliveries the log remembers
 * @param inFlight most webhooks on their way at once
 * @param timeoutMillis how long an answer may take, real milliseconds
 * @param retrySeconds waits between attempts, virtual seconds, each from the failure before
 * @param stopOn401 whether a 401 ends the retries
 * @param partiallyShipping whether a change to PARTIALLY_SHIPPING is told
 * @param retryKeepsNotificationId whether a retry repeats the bytes; else it carries a new tts_notification_id
 * @param delivered which HTTP statuses count as delivered
 */
@ConfigurationProperties("sandbox.webhooks")
public record WebhookSettings(
        @DefaultValue("") String url,
        @DefaultValue("false") boolean anyAddress,
        @DefaultValue("100000") int keep,
        @DefaultValue("128") int inFlight,
        @DefaultValue("3000") long timeoutMillis,
        @DefaultValue({"120", "1800", "10800", "43200"}) List<Long> retrySeconds,
        @DefaultValue("false") boolean stopOn401,
        @DefaultValue("false") boolean partiallyShipping,
        @DefaultValue("true") boolean retryKeepsNotificationId,
        @DefaultValue("200") List<Integer> delivered) {}
