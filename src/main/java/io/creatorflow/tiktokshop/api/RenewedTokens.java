package io.creatorflow.tiktokshop.api;

/** Tells whether a token that TikTok Shop calls invalid had been replaced meanwhile: then the newer one is tried. */
public interface RenewedTokens {

    /** Whether the tokens of this seller have been renewed since, here or on another replica. */
    boolean since(Access access);

    /** Whether they have been, or somebody is at it: TikTok Shop may end the old token before the new one is stored. */
    boolean sinceOrSoon(Access access);
}
