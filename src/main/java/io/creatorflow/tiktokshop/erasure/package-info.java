/** Erases what is kept of buyers: of one order when somebody asks, of all once their orders are over for long enough. */
@NullMarked
package io.creatorflow.tiktokshop.erasure;

import org.jspecify.annotations.NullMarked;
