/** What somebody has to mend: one issue for each cause, however often it is met. */
@NullMarked
package io.creatorflow.tiktokshop.issues;

import org.jspecify.annotations.NullMarked;
