/** What the operator sets, and the refusal to start on a bad setting. */
@NullMarked
package io.creatorflow.tiktokshop.settings;

import org.jspecify.annotations.NullMarked;
