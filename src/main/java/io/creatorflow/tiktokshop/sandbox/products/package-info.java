/** Products: what they are, how they are reviewed, sold and deleted, and how the API shows them. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.products;

import org.jspecify.annotations.NullMarked;
