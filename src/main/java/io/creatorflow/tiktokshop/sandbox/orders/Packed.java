package io.creatorflow.tiktokshop.sandbox.orders;

/**
 * A package.
 *
 * @param order whose it is; the first one where orders share it
 * @param id its id
 */
public record Packed(Order order, String id) {

    static final int MOST_OF_AN_ORDER = 2;
}
