/** The page on which a seller lets the app in, or does not. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.authorize;

import org.jspecify.annotations.NullMarked;
