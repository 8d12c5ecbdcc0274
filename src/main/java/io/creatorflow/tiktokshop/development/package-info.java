/** Everything that mvn spring-boot:run adds around the integration; never part of production. */
@NullMarked
package io.creatorflow.tiktokshop.development;

import org.jspecify.annotations.NullMarked;
