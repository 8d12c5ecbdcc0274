/** Sellers, their shops and their tokens. */
@NullMarked
package io.creatorflow.tiktokshop.authorization;

import org.jspecify.annotations.NullMarked;
