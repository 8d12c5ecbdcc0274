/** The API for the people who run the integration: looks into every state, and mends it. */
@NullMarked
package io.creatorflow.tiktokshop.operations;

import org.jspecify.annotations.NullMarked;
