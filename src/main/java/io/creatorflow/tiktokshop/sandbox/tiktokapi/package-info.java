/** The side that a TikTok Shop app talks to: token host and API. */
@NullMarked
package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import org.jspecify.annotations.NullMarked;
