package io.creatorflow.tiktokshop.entities;

/** A route ended without saying what became of its hints, as when it is stopped: which of them is at fault, if any, is not known. */
final class NoOutcome extends RuntimeException {

    NoOutcome() {
        super("the route ended without an outcome");
    }
}
