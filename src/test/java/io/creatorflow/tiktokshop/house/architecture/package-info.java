/** Rules about classes and what they may use. */
@NullMarked
package io.creatorflow.tiktokshop.house.architecture;

import org.jspecify.annotations.NullMarked;
