package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;

/**
 * Something for sale.
 *
 * @param skuId 19 digits
 * @param productId 19 digits
 * @param productName what the product is called
 * @param skuName what sets it apart from the others of the product
 * @param sellerSku the seller's own name for it
 * @param price the price of one unit, decimal text
 * @param cents the same in hundredths
 * @param fixedFields the fields of a line item that never change, as JSON
 * @param naming what after-sales name it by, as JSON
 */
public record Sku(
        String skuId,
        String productId,
        String productName,
        String skuName,
        String sellerSku,
        String price,
        long cents,
        String fixedFields,
        String naming) {

    static Sku of(
            String skuId,
            String productId,
            String productName,
            String skuName,
            String sellerSku,
            long cents,
            String currency) {
        String price = Money.text(cents);
        JsonText json = new JsonText(600).object();
        json.field("currency", currency).field("gift_retail_price", "0");
        json.field("is_dangerous_good", false)
                .field("is_gift", false)
                .list("item_tax")
                .endList();
        json.field("original_price", price).field("platform_discount", "0").field("product_id", productId);
        json.field("product_name", productName).field("sale_price", price).field("seller_discount", "0");
        json.field("seller_sku", sellerSku).field("sku_id", skuId);
        json.field("sku_image", "https://img.example.com/" + skuId + ".jpg").field("sku_name", skuName);
        json.field("sku_type", "NORMAL").field("small_order_fee", "0");
        String fixed = json.toString().substring(1);
        String naming = naming(skuId, productName, skuName, sellerSku);
        return new Sku(skuId, productId, productName, skuName, sellerSku, price, cents, fixed, naming);
    }

    private static String naming(String skuId, String productName, String skuName, String sellerSku) {
        JsonText json = new JsonText(300).object().field("sku_id", skuId).field("sku_name", skuName);
        json.field("seller_sku", sellerSku).field("product_name", productName);
        json.object("product_image").field("url", "https://img.example.com/" + skuId + ".jpg");
        json.field("width", 800).field("height", 800).endObject();
        return json.toString().substring(1);
    }
}
