/** Which webhooks of a shop come to us: wanted, registered, and mended. */
@NullMarked
package io.creatorflow.tiktokshop.webhooks;

import org.jspecify.annotations.NullMarked;
