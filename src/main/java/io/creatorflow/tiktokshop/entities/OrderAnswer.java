package io.creatorflow.tiktokshop.entities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The orders of one answer of TikTok Shop, mapped and ready to be merged.
 *
 * @param hints what was asked for; null for the page of a pull
 * @param bulk whether their messages let live ones go first
 */
public record OrderAnswer(
        String shopId, List<Facts> orders, @Nullable HintBatch hints, boolean bulk) {}
