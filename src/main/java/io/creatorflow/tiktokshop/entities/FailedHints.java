package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.api.Blame;
import io.creatorflow.tiktokshop.api.PlatformUnavailable;
import io.creatorflow.tiktokshop.api.RateLimited;
import io.creatorflow.tiktokshop.api.TikTokShopException;
import io.creatorflow.tiktokshop.api.TokenExpired;
import io.creatorflow.tiktokshop.durable.DatabaseTrouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Settles hints that could not be read or merged. What hits every call lets them wait, and where TikTok Shop refuses
 * every call, all hints of the shop's kind, longer each time. What may be due to one of them halves
 * their batch, until that one stands alone and the others have gone through. It is parked at once when it is surely at fault. When
 * it is so perhaps, it is looked at five times in ten minutes, and a look counts only if another of its shop was read since
 * the one before: an error that all calls meet parks nothing.
 */
@Component
class FailedHints {

    private static final Logger LOG = LoggerFactory.getLogger(FailedHints.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
    private static final Duration AFTER_CONFLICT = Duration.ofMillis(200);
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

    /** The longest back-off that TikTok Shop advises for limits. */
    private static final Duration LONGEST_HOLD_OF_A_LIMIT = Duration.ofMinutes(1);

    private record Shop(String kind, String id) {}

    private final SettleHints settleHints;
    private final HeldHints heldHints;

    /** Who failed alone since a batch of the shop was last read. */
    private final Map<Shop, Set<String>> suspects = new ConcurrentHashMap<>();

    FailedHints(SettleHints settleHints, HeldHints heldHints) {
        this.settleHints = settleHints;
        this.heldHints = heldHints;
    }

    /** A batch was read and merged: TikTok Shop does answer for its shop. */
    void wentWell(HintBatch batch) {
        suspects.remove(new Shop(batch.kind().name(), batch.shopId()));
    }

    /** Gives a batch back that no reader asked for. */
    void unread(HintBatch batch) {
        settleHints.release(batch, 0, Duration.ZERO);
    }

    /**
     * Settles a batch of which nothing was stored, within the caller's transaction.
     *
     * @throws ClaimLost when another replica holds the hint by now
     */
    void settle(HintBatch batch, Exception cause) {
        TikTokShopException refused = DatabaseTrouble.find(TikTokShopException.class, cause);
        Blame blame = refused == null ? blame(cause) : refused.blame();
        if (refused != null && blame == Blame.EVERY_CALL) {
            refused(batch, refused);
        } else if (DatabaseTrouble.is(cause)) {
            settleHints.release(batch, 0, AFTER_CONFLICT);
        } else if (batch.hints().size() > 1) {
            settleHints.release(batch, batch.failuresUntilHalf(), Duration.ZERO);
        } else {
            alone(batch, blame, refused == null ? 0 : refused.code(), cause);
        }
    }

    private void refused(HintBatch batch, TikTokShopException refusal) {
        Duration wait = Objects.requireNonNullElse(refusal.retryAfter(), AFTER_TROUBLE);
        settleHints.refused(batch, refusal, wait);
        Duration longestHold = longestHold(refusal);
        if (longestHold != null) {
            heldHints.hold(batch, wait, longestHold);
        }
    }

    /** How long a shop's hints are held at the most; null for not at all, where the next call may well be granted. */
    private static @Nullable Duration longestHold(TikTokShopException refused) {
        if (refused instanceof PlatformUnavailable) {
            return refused.retryAfter() == null ? null : Duration.ZERO;
        }
        if (refused instanceof RateLimited limited) {
            return limited.isOurs() ? null : LONGEST_HOLD_OF_A_LIMIT;
        }
        return refused instanceof TokenExpired ? LONGEST_HOLD_OF_A_LIMIT : LONGEST_HOLD;
    }

    private static Blame blame(Exception cause) {
        return cause instanceof NoOutcome ? Blame.PERHAPS_ASKED_FOR : Blame.ASKED_FOR;
    }

    private void alone(HintBatch batch, Blame blame, int code, Exception cause) {
        Hint hint = batch.hints().get(0);
        if (blame == Blame.PERHAPS_ASKED_FOR && !suspect(batch, hint)) {
            settleHints.release(batch, 0, AFTER_TROUBLE);
            return;
        }
        Look again = blame == Blame.PERHAPS_ASKED_FOR ? Look.alone(hint.looks(), code) : null;
        if (again == null) {
            LOG.warn(
                    "The {} of a hint could not be merged and is parked: {}",
                    batch.kind().name(),
                    cause.toString());
        }
        settleHints.settle(
                List.of(batch), Map.of(batch.id(hint), again == null ? Look.parked(cause.toString(), code) : again));
    }

    /** Whether it is the first time since a batch of the shop was read. */
    private boolean suspect(HintBatch batch, Hint hint) {
        return suspects.computeIfAbsent(
                        new Shop(batch.kind().name(), batch.shopId()), shop -> ConcurrentHashMap.newKeySet())
                .add(hint.entityId());
    }
}
