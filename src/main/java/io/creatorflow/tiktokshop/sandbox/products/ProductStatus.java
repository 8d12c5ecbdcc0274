package io.creatorflow.tiktokshop.sandbox.products;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The statuses of a product, and what may follow each (TikTok Shop Partner API, products). */
public enum ProductStatus {
    /** Not handed in. */
    DRAFT,
    /** Under review. */
    PENDING,
    /** The review failed. */
    FAILED,
    /** On sale. */
    ACTIVATE,
    /** Taken off sale by the seller. */
    SELLER_DEACTIVATED,
    /** Taken off sale by TikTok. */
    PLATFORM_DEACTIVATED,
    /** Frozen by TikTok, until an appeal is decided. */
    FREEZE,
    /** Deleted; the seller may recover it. */
    DELETED;

    /**
     * The status of that name.
     *
     * @throws IllegalArgumentException if there is none; the text names all
     */
    public static ProductStatus of(String name) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("to " + name
                        + " is not a status of a product: give one of " + Arrays.toString(values()) + "."));
    }

    Set<ProductStatus> mayGoTo() {
        return switch (this) {
            case DRAFT, FAILED, SELLER_DEACTIVATED, PLATFORM_DEACTIVATED -> EnumSet.of(PENDING, DELETED);
            case PENDING -> EnumSet.of(ACTIVATE, FAILED);
            case ACTIVATE -> EnumSet.of(SELLER_DEACTIVATED, PLATFORM_DEACTIVATED, FREEZE, DELETED);
            case FREEZE -> EnumSet.of(PLATFORM_DEACTIVATED);
            case DELETED -> EnumSet.of(SELLER_DEACTIVATED);
        };
    }

    /** What a review says of a product that comes to this status; the review before stands where it says nothing. */
    Review review(Review before) {
        return switch (this) {
            case DRAFT -> Review.NONE;
            case PENDING -> Review.of("AUDITING");
            case FAILED -> new Review("FAILED", Review.REASONS);
            case ACTIVATE -> Review.of("APPROVED");
            default -> before;
        };
    }
}
