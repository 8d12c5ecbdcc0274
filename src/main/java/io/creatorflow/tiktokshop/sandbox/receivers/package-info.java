/** Demo receivers with a strict consumer's eyes. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.receivers;

import org.jspecify.annotations.NullMarked;
