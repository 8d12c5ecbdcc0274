/** Routing. */
@NullMarked
package io.creatorflow.tiktokshop.routing;

import org.jspecify.annotations.NullMarked;
