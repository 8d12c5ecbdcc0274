/** What every call that leaves the integration has to keep to, whichever route makes it. */
@NullMarked
package io.creatorflow.tiktokshop.outbound;

import org.jspecify.annotations.NullMarked;
