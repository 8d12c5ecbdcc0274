/** What a webhook says, and which entities it asks to look at. */
@NullMarked
package io.creatorflow.tiktokshop.routing;

import org.jspecify.annotations.NullMarked;
