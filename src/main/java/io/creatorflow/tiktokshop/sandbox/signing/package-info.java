/** The sandbox signs and checks with code of its own: it is the oracle of the integration. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.signing;

import org.jspecify.annotations.NullMarked;
