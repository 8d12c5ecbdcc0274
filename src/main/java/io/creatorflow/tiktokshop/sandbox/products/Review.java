package io.creatorflow.tiktokshop.sandbox.products;

import java.util.List;

/**
 * What the review of a product says.
 *
 * @param status audit.status: NONE, AUDITING, FAILED, PRE_APPROVED or APPROVED
 * @param reasons why it failed, or what is still missing of a PRE_APPROVED one
 */
public record Review(String status, List<String> reasons) {

    /** Its statuses. */
    public static final List<String> STATUSES = List.of("NONE", "AUDITING", "FAILED", "PRE_APPROVED", "APPROVED");

    static final Review NONE = of("NONE");
    static final List<String> REASONS = List.of("The title names another brand.");

    static Review of(String status) {
        return new Review(status, List.of());
    }

    boolean failed() {
        return status.equals("FAILED");
    }

    boolean preApproved() {
        return status.equals("PRE_APPROVED");
    }
}
