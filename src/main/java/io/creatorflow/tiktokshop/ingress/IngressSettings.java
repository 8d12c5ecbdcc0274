package io.creatorflow.tiktokshop.ingress;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The limits of the ingress, one knob each.
 *
 * @param bodyLimit largest body that is read; a larger one is answered 413
 * @param readDeadline from the first byte of a request to the last of its body
 * @param headerDeadline from the first byte of a request to the last of its headers
 * @param commitTimeout how long a request waits for its commit before it is answered 503
 * @param commitThreads how many commits may be under way at once
 * @param commitRows most rows in one commit
 * @param queueRows most webhooks that wait for a commit; further ones are answered 503
 * @param queueBytes most bytes of webhooks that wait for a commit
 */
@ConfigurationProperties("ingress")
record IngressSettings(
        DataSize bodyLimit,
        Duration readDeadline,
        Duration headerDeadline,
        Duration commitTimeout,
        int commitThreads,
        int commitRows,
        int queueRows,
        DataSize queueBytes) {}
