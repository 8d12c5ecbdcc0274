package io.creatorflow.tiktokshop.issues;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cause was met, or is gone.
 *
 * @param kind of the cause, such as {@code invoice-failed}
 * @param subject what it is about; may be empty
 * @param code of TikTok; 0 where it told none
 * @param at when it was so, by TikTok's word; null for now
 * @param detail what TikTok said about it; never anything of a buyer
 */
public record IssueReport(
        String kind,
        String shopId,
        String subject,
        int code,
        @Nullable Instant at,
        boolean gone,
        String detail) {}
