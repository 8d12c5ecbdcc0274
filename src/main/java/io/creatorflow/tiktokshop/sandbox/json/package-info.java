/** Writing JSON text by hand, at little cost. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.json;

import org.jspecify.annotations.NullMarked;
