package io.creatorflow.tiktokshop.entities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one answer of TikTok Shop, mapped and ready to be merged.
 *
 * @param hints what was asked for; null for the page of a pull, and for what an event tells
 * @param bulk whether their messages let live ones go first
 */
public record EntityAnswer(
        Kind kind,
        String shopId,
        List<Facts> entities,
        @Nullable HintBatch hints,
        boolean bulk) {}
