package io.creatorflow.tiktokshop.sandbox.faults;

/**
 * The luck of one API call.
 *
 * @param seed the seed of the run
 * @param number the call's number
 * @param faults the faults that may strike it
 */
public record ApiChance(long seed, long number, ApiFaults faults) {

    /** Whether the connection is cut. */
    public boolean cut() {
        return strikes("cut", faults.cutPercent());
    }

    /** Whether the answer is 503 with HTML. */
    public boolean unavailable() {
        return strikes("unavailable", faults.unavailablePercent());
    }

    /** Whether the answer is 429. */
    public boolean tooManyRequests() {
        return strikes("tooManyRequests", faults.tooManyRequestsPercent());
    }

    /** Whether the answer is a code that is not 0. */
    public boolean errorCode() {
        return strikes("errorCode", faults.errorCodePercent());
    }

    /** Whether the token counts as expired. */
    public boolean expiredToken() {
        return strikes("expiredToken", faults.expiredTokenPercent());
    }

    /** How late the answer is, real milliseconds. */
    public long slowMillis() {
        return strikes("slow", faults.slowPercent()) ? faults.slowMillis() : 0;
    }

    /** Whether this order read shows the state before the latest. */
    public boolean staleRead() {
        return strikes("staleRead", faults.staleReadPercent());
    }

    private boolean strikes(String kind, double percent) {
        return Chance.strikes(seed, number, kind, percent);
    }
}
