package io.creatorflow.tiktokshop.sandbox.faults;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with API calls. Percentages are 0 to 100 of the calls concerned; what is left out is 0 or off.
 *
 * @param operations operations concerned ({@code get-authorized-shops}, {@code search-orders}, {@code get-order-detail},
 *     {@code get-token}, {@code refresh-token}); none named means all
 * @param onlyNext only so many calls more are hit, then all is well; 0 means no end
 * @param tooManyRequestsPercent HTTP 429 with code 36009002
 * @param retryAfterSeconds Retry-After on every 429 and 503; none if left out (the API does not promise it)
 * @param unavailablePercent HTTP 503 with a page of HTML
 * @param errorCodePercent HTTP 200 with a code that is not 0
 * @param errorCode that code, 36009003 if left out
 * @param slowPercent answered late
 * @param slowMillis how late, real milliseconds
 * @param cutPercent the connection is cut instead of an answer
 * @param expiredTokenPercent code 105002 though the token is good
 * @param staleReadPercent order reads that show an order's state before the latest
 * @param staleReadMillis every order read shows the state of so many real milliseconds ago
 * @param callsPerSecond most calls a second per operation, counted per app, shop and operation in whole seconds
 * @param callsPerHour most calls a virtual hour, counted per app and shop over all operations, as for development shops:
 *     beyond, HTTP 429 with code 36009037; 0 for no limit
 */
public record ApiFaults(
        @Nullable List<String> operations,
        int onlyNext,
        double tooManyRequestsPercent,
        @Nullable Long retryAfterSeconds,
        double unavailablePercent,
        double errorCodePercent,
        int errorCode,
        double slowPercent,
        long slowMillis,
        double cutPercent,
        double expiredTokenPercent,
        double staleReadPercent,
        long staleReadMillis,
        @Nullable Map<String, Integer> callsPerSecond,
        int callsPerHour) {

    /** No fault at all. */
    public static final ApiFaults NONE = new ApiFaults(null, 0, 0, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, 0);

    /** Checks ranges and fills in what was left out. */
    public ApiFaults {
        Percent.check("api.tooManyRequestsPercent", tooManyRequestsPercent);
        Percent.check("api.unavailablePercent", unavailablePercent);
        Percent.check("api.errorCodePercent", errorCodePercent);
        Percent.check("api.slowPercent", slowPercent);
        Percent.check("api.cutPercent", cutPercent);
        Percent.check("api.expiredTokenPercent", expiredTokenPercent);
        Percent.check("api.staleReadPercent", staleReadPercent);
        errorCode = errorCode == 0 ? 36009003 : errorCode;
    }

    /** Whether an operation can be hit at all. */
    public boolean concern(String operation) {
        return operations == null || operations.isEmpty() || operations.contains(operation);
    }

    /** Most calls a second of an operation, 0 for no limit. */
    public int callsPerSecond(String operation) {
        return callsPerSecond == null ? 0 : callsPerSecond.getOrDefault(operation, 0);
    }
}
