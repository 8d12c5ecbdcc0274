/** The control API under /sandbox/ that plays the buyer, the seller and bad luck. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.control;

import org.jspecify.annotations.NullMarked;
