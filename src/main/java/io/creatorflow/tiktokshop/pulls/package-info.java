/** Scheduled reading, so that a lost webhook is healed. */
@NullMarked
package io.creatorflow.tiktokshop.pulls;

import org.jspecify.annotations.NullMarked;
