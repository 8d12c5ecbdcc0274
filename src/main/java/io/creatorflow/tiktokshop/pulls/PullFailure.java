package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.api.TikTokShopException;
import io.creatorflow.tiktokshop.downstreams.Message;
import io.creatorflow.tiktokshop.durable.DatabaseTrouble;
import org.jspecify.annotations.Nullable;

/**
 * Why a window could not be read to its end.
 *
 * @param refusal TikTok's; null when it was something else
 * @param tooLarge how many entities the window held, if it is to be read in parts; else null
 * @param text what to tell, without anything of a buyer
 */
record PullFailure(
        @Nullable TikTokShopException refusal, @Nullable WindowTooLarge tooLarge, String text) {

    /** Search Products would find more than 10,000. */
    private static final int TOO_MANY = 12052180;

    static PullFailure of(Exception cause) {
        TikTokShopException refusal = DatabaseTrouble.find(TikTokShopException.class, cause);
        return new PullFailure(
                refusal,
                DatabaseTrouble.find(WindowTooLarge.class, cause),
                refusal == null ? cause.getClass().getSimpleName() : refusal.toString());
    }

    /** Whether the window held more than a search gives, or than is read at once. */
    boolean isTooMany() {
        return tooLarge != null || code() == TOO_MANY;
    }

    /** How many entities the window held, as far as that is known: at least so many. */
    long atLeast(long most) {
        return tooLarge == null ? 2 * most : tooLarge.total();
    }

    /** TikTok's code; 0 when there is none. */
    int code() {
        return refusal == null ? 0 : refusal.code();
    }

    /** The scope that is missing; empty when none is. */
    String scope() {
        return refusal == null ? "" : refusal.missingScope();
    }

    /** Whether somebody has to mend it. */
    boolean needsAPerson() {
        return refusal != null && refusal.needsAPerson();
    }

    /** The shop that it concerns; {@link Message#NO_SHOP} when it is not about the shop alone. */
    String cause(String shopId) {
        return refusal != null && refusal.concernsTheShop() ? shopId : Message.NO_SHOP;
    }
}
