/** One class per rule; each has a planted fault under {@code src/test/resources/house-rules/bad}. */
@NullMarked
package io.creatorflow.tiktokshop.house.rules;

import org.jspecify.annotations.NullMarked;
