/** The only way to TikTok Shop: signed, paced, bounded calls. */
@NullMarked
package io.creatorflow.tiktokshop.api;

import org.jspecify.annotations.NullMarked;
