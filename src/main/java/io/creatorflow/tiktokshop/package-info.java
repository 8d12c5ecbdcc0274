/** Connects TikTok Shops with four downstream systems; the flow itself stands in {@code routes/}. */
@NullMarked
package io.creatorflow.tiktokshop;

import org.jspecify.annotations.NullMarked;
