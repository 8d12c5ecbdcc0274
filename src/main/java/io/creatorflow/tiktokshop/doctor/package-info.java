/** The command doctor: what is wrong with an installation, and the mend. */
@NullMarked
package io.creatorflow.tiktokshop.doctor;

import org.jspecify.annotations.NullMarked;
