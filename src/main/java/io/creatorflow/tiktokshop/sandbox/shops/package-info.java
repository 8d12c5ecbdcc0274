/** Sellers, their shops, and the tokens that stand for them. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.shops;

import org.jspecify.annotations.NullMarked;
