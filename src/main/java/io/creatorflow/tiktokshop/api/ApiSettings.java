package io.creatorflow.tiktokshop.api;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the operator sets for calls to TikTok Shop; the knobs {@code tiktok-shop.*}.
 *
 * @param callDeadline within which a call has to end, waiting and repeating included
 * @param refreshDeadline within which one exchange with the token host has to end
 * @param largestAnswerBytes an answer beyond this is cut off
 * @param firstRetryDelay before the first repeat; doubles with each further one
 * @param largestRetryDelay where the doubling ends
 */
@ConfigurationProperties("tiktok-shop")
public record ApiSettings(
        Duration callDeadline,
        Duration refreshDeadline,
        int largestAnswerBytes,
        Duration firstRetryDelay,
        Duration largestRetryDelay) {}
