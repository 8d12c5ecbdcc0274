package io.creatorflow.tiktokshop.api;

/** What an error code asks us to do. */
enum ErrorClass {
    /** Success. */
    OK,
    /** Repeat with back-off. */
    RETRY,
    /** Wait, then repeat. */
    LIMIT,
    /** The request is wrong: never repeat it unchanged. */
    FIX,
    /** The state of the object forbids it: read it again. */
    STATE,
    /** Token, scope or ownership. */
    AUTH,
    /** The shop is not set up for it. */
    CONFIG
}
