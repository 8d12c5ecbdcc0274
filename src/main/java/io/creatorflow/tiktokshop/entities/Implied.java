package io.creatorflow.tiktokshop.entities;

/**
 * A change of one entity that makes another one worth looking at.
 *
 * @param kind of the other
 * @param wanted which, and when
 */
public record Implied(String kind, Wanted wanted) {}
