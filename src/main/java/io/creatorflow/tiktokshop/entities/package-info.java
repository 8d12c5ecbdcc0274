/** The one true copy of each entity: read, mapped, merged. */
@NullMarked
package io.creatorflow.tiktokshop.entities;

import org.jspecify.annotations.NullMarked;
