/** What every durable station needs: group commit, and leases on the clock of the database. */
@NullMarked
package io.creatorflow.tiktokshop.durable;

import org.jspecify.annotations.NullMarked;
