package io.creatorflow.tiktokshop.sandbox.orders;

/**
 * A cancellation or a return: what was asked for about an order, and how it stands.
 *
 * @param kind which of the two
 * @param number counts them, for sorting
 * @param id cancel_id or return_id
 * @param order what it is about, all of its units
 * @param type cancel_type or return_type
 * @param status cancel_status or return_status
 * @param by role: BUYER, SELLER or SYSTEM
 * @param reason the reason's key
 * @param createTime unix seconds
 * @param updateTime unix seconds
 */
public record AfterSale(
        Kind kind,
        long number,
        String id,
        Order order,
        String type,
        String status,
        String by,
        String reason,
        long createTime,
        long updateTime) {

    /** The kinds, and how the API names what is theirs. */
    public enum Kind {
        /** An order, or a part of it, is not to be shipped. */
        CANCELLATION("cancellations", "cancel"),
        /** Money, goods or both go back. */
        RETURN("return_orders", "return");

        private final String list;
        private final String prefix;

        Kind(String list, String prefix) {
            this.list = list;
            this.prefix = prefix;
        }

        /** The list of a search. */
        public String list() {
            return list;
        }

        /** What the names of its fields and filters begin with. */
        public String prefix() {
            return prefix;
        }
    }

    AfterSale with(String next, long at) {
        return new AfterSale(kind, number, id, order, type, next, by, reason, createTime, at);
    }

    /** Where it stands in a search. */
    public SortKey key() {
        return new SortKey(createTime, number);
    }
}
