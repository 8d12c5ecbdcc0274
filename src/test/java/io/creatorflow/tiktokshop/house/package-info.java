/** The house rules: what no compiler checks over routes, sources, pom and documents, as plain tests. */
@NullMarked
package io.creatorflow.tiktokshop.house;

import org.jspecify.annotations.NullMarked;
