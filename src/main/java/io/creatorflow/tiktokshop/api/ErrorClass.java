package io.creatorflow.tiktokshop.api;

/** What an error code asks us to do. */
enum ErrorClass {
    /** Success. */
    OK("ok", "It is taken."),
    /** The platform is at fault. */
    RETRY(
            "retry",
            "It is repeated with back-off, or as late as TikTok Shop says where it says so: at once where that may change"
                    + " nothing twice, later from its queue."),
    /** There were too many calls. */
    WAIT("wait", "It waits, as long as TikTok Shop says where it says so, and is repeated."),
    /** The access token is over. */
    REFRESH("refresh", "The token is refreshed once, and the call repeated."),
    /** The authorization is over, or too narrow. */
    REAUTHORIZE("re-authorize", "It waits for the seller, who has to authorize the app again."),
    /** The request is wrong. */
    FIX("fix", "It is never repeated unchanged: somebody has to correct the request."),
    /** App or shop is not set up for it. */
    SET_UP("fix", "Where app or shop is not set up for it, it waits until somebody has done so."),
    /** What was asked for is so already. */
    DONE("already done", "It is read again, and found to be so."),
    /** The state of the object forbids it. */
    REFUSED("refused", "It is not repeated: the object is read again, and decided upon anew."),
    /** The shop has no right to it. */
    NOT_ALLOWED(
            "refused",
            "Where the right to it is missing, it waits for the right; about one object, for its next event.");

    private final String word;
    private final String effect;

    ErrorClass(String word, String effect) {
        this.word = word;
        this.effect = effect;
    }

    /** The class as people read it. */
    String word() {
        return word;
    }

    /** What the integration does then, in one sentence. */
    String effect() {
        return effect;
    }
}
