package io.creatorflow.tiktokshop.pulls;

/**
 * A page of a pull that is to be read.
 *
 * @param token of the page; empty for the first
 */
public record PullPage(Pull pull, String token) {}
