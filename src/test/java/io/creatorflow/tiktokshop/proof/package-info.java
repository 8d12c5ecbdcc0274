/**
 * What the packaged jar has to prove: real processes, a real PostgreSQL and real kills. Each proof also runs with a bug
 * planted on purpose, and counts only if it then fails. Run by {@code mvn -Pproof verify}.
 */
@NullMarked
package io.creatorflow.tiktokshop.proof;

import org.jspecify.annotations.NullMarked;
