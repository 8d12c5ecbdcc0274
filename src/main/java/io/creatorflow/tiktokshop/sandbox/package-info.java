/** A TikTok Shop on localhost, and demo receivers. Depends on nothing of the integration. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox;

import org.jspecify.annotations.NullMarked;
