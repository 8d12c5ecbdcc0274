/** Alert rules and dashboards against the figures that the running application shows. */
@NullMarked
package io.creatorflow.tiktokshop.monitoring;

import org.jspecify.annotations.NullMarked;
