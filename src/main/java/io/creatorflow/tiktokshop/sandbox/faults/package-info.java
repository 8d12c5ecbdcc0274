/** What goes wrong on purpose: settable, and the same again for the same seed. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.faults;

import org.jspecify.annotations.NullMarked;
