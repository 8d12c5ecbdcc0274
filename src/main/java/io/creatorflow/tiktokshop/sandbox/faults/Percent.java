package io.creatorflow.tiktokshop.sandbox.faults;

/** A share between 0 and 100. */
final class Percent {

    private Percent() {}

    static void check(String field, double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException(field + " is a percentage: give a number from 0 to 100.");
        }
    }
}
