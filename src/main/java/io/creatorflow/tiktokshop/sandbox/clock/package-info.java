/** The sandbox's own time, which can be set, advanced and made to run faster. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.clock;

import org.jspecify.annotations.NullMarked;
