package io.creatorflow.tiktokshop.sandbox.shops;

/**
 * A shop of a seller. Webhooks carry its id, API calls its cipher.
 *
 * @param id 19 digits
 * @param cipher what calls send as shop_cipher
 * @param code a short code for people
 * @param name the shop's name
 * @param region where it sells, such as GB
 * @param sellerType LOCAL or CROSS_BORDER
 * @param seller who owns it
 */
public record Shop(
        String id, String cipher, String code, String name, String region, String sellerType, Seller seller) {

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shop shop && shop.id.equals(id);
    }
}
