package io.creatorflow.tiktokshop.downstreams;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a receiver answered: taken, come again, or refused (Standard Webhooks; RFC 9110 for Retry-After). */
@Component("downstreamAnswer")
public class Answer {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Clock clock;

    Answer(Clock clock) {
        this.clock = clock;
    }

    /**
     * Passes for 2xx.
     *
     * @param status of the answer
     * @param retryAfter seconds or a date
     * @throws EndpointUnavailable for 3xx (redirects are not followed), 408, 425, 429 and 5xx
     * @throws MessageRefused for any other 4xx
     */
    public void check(@Header("CamelHttpResponseCode") int status, @Header("Retry-After") @Nullable String retryAfter) {
        if (status / 100 == 2) {
            return;
        }
        if (status / 100 != 4 || status == 408 || status == 425 || status == 429) {
            throw new EndpointUnavailable("answered with status " + status, wait(retryAfter));
        }
        throw new MessageRefused(status);
    }

    private @Nullable Duration wait(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        try {
            Duration wait = retryAfter.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : Duration.between(
                            clock.instant(), ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME));
            return wait.isNegative() ? null : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
