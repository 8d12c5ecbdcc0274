package io.creatorflow.tiktokshop.sandbox.products;

import io.creatorflow.tiktokshop.sandbox.orders.SortKey;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.List;

/**
 * A product as it is now.
 *
 * @param number its id as a number, 19 digits
 * @param shop who sells it
 * @param title what it is called
 * @param categoryId its category
 * @param skus its variants
 * @param status where it is in its life
 * @param sold whether it has been on sale
 * @param review what its latest review says
 * @param createTime unix seconds
 * @param updateTime unix seconds
 */
public record Product(
        long number,
        Shop shop,
        String title,
        String categoryId,
        List<Variant> skus,
        ProductStatus status,
        boolean sold,
        Review review,
        long createTime,
        long updateTime) {

    /**
     * One variant that can be bought.
     *
     * @param id 19 digits
     * @param sellerSku the seller's own name for it
     * @param name what sets it apart
     * @param price decimal text
     */
    public record Variant(String id, String sellerSku, String name, String price) {}

    /** The id as the API tells it. */
    public String id() {
        return Long.toString(number);
    }

    /** Where it stands in a search. */
    public SortKey key() {
        return new SortKey(createTime, number);
    }

    Product now(ProductStatus next, Review found, long at) {
        boolean onSale = sold || next == ProductStatus.ACTIVATE;
        return new Product(number, shop, title, categoryId, skus, next, onSale, found, createTime, at);
    }

    Product edited(String newTitle, String newCategory, List<Variant> newSkus, long at) {
        return new Product(number, shop, newTitle, newCategory, newSkus, status, sold, review, createTime, at);
    }
}
