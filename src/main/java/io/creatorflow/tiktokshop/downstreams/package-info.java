/** Messages, and how they reach each downstream exactly in order. */
@NullMarked
package io.creatorflow.tiktokshop.downstreams;

import org.jspecify.annotations.NullMarked;
