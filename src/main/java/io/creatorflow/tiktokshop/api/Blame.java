package io.creatorflow.tiktokshop.api;

/** What a refused call was refused for, as far as its answer tells: whether a call with other ids might have gone well. */
public enum Blame {
    /** What was asked for, such as an order of another seller: with these ids it fails for good, with others it need not. */
    ASKED_FOR,
    /** Perhaps what was asked for: TikTok Shop names an error of its own, and may meet it again for one of these ids only. */
    PERHAPS_ASKED_FOR,
    /** Nothing that this call asked for: a limit, a token, a setting or an outage hits every call alike. */
    EVERY_CALL
}
