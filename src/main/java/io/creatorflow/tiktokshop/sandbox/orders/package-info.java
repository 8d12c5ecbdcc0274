/** Orders, their lifecycle, and the way TikTok Shop shows them. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.orders;

import org.jspecify.annotations.NullMarked;
