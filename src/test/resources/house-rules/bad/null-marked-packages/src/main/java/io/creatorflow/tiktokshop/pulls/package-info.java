/** Pulls. */
package io.creatorflow.tiktokshop.pulls;
