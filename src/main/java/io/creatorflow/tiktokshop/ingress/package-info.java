/** Webhooks come in here: bounded, verified, stored, and only then acknowledged. */
@NullMarked
package io.creatorflow.tiktokshop.ingress;

import org.jspecify.annotations.NullMarked;
