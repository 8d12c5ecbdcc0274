/** Compares our copies, and what receivers have, with what TikTok Shop lists; repairs, and tells how accurate they are. */
@NullMarked
package io.creatorflow.tiktokshop.reconciliation;

import org.jspecify.annotations.NullMarked;
