/** Signed webhooks: sending, trying again, and the log of both. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.webhooks;

import org.jspecify.annotations.NullMarked;
