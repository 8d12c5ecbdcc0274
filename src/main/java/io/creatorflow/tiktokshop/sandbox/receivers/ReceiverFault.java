package io.creatorflow.tiktokshop.sandbox.receivers;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver misbehaves, request by request: a batch is one. What is left out means all requests.
 *
 * @param status answered instead of taking the request; 0 takes it all the same (after the delay)
 * @param retryAfterSeconds Retry-After on that answer
 * @param onlyNext only so many requests more, then all is well; 0 means no end
 * @param percent share of the requests, 100 if left out
 * @param subjects regular expression over the subject; others are not hit, and a batch is if one of its members is
 * @param delayMillis how late the answer comes, real milliseconds
 * @param cut the connection is cut instead of an answer
 * @param takeFirst what it carries counts as received although the answer is a failure
 */
public record ReceiverFault(
        int status,
        @Nullable Long retryAfterSeconds,
        int onlyNext,
        @Nullable Double percent,
        @Nullable String subjects,
        long delayMillis,
        boolean cut,
        boolean takeFirst) {

    /** No fault. */
    public static final ReceiverFault NONE = new ReceiverFault(0, null, 0, 0.0, null, 0, false, false);

    /** Checks what was given. */
    public ReceiverFault {
        if (status != 0 && (status < 200 || status > 599)) {
            throw new IllegalArgumentException("status is an HTTP status: give 200 to 599, or leave it out.");
        }
        if (percent != null && !(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent is a percentage: give a number from 0 to 100.");
        }
        if (subjects != null) {
            Pattern.compile(subjects);
        }
    }
}
