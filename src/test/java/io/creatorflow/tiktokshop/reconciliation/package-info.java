@NullMarked
package io.creatorflow.tiktokshop.reconciliation;

import org.jspecify.annotations.NullMarked;
