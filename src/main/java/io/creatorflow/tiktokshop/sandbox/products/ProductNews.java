package io.creatorflow.tiktokshop.sandbox.products;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.List;

/**
 * A webhook about products. Some of these carry product_id as a number, as TikTok Shop's do.
 *
 * @param type the webhook's number
 * @param shop whose webhook it is
 * @param data the webhook's data, as JSON
 */
public record ProductNews(int type, Shop shop, String data) {

    static ProductNews status(Product product, String word) {
        return news(
                5,
                product,
                numbered(product)
                        .field("status", word)
                        .field(
                                "suspended_reason",
                                String.join(" ", product.review().reasons())));
    }

    static ProductNews audit(Product product) {
        JsonText data = numbered(product).object("audit");
        data.field("status", product.review().status());
        if (product.review().preApproved()) {
            data.list("pre_approved_reasons");
            product.review().reasons().forEach(data::value);
            data.endList();
        }
        return news(37, product, data.endObject());
    }

    static ProductNews created(Product product) {
        return news(16, product, numbered(product).list("product_types").endList());
    }

    static ProductNews edited(Product product, List<String> fields) {
        JsonText data = named(product).field("change_source", "SELLER_CENTER").list("changed_fields");
        fields.forEach(data::value);
        return news(15, product, data.endList());
    }

    static ProductNews category(Product product, String before) {
        return news(
                18,
                product,
                named(product)
                        .field("previous_category_id", before)
                        .field("current_category_id", product.categoryId()));
    }

    static ProductNews priceExpired(Product product) {
        JsonText data = named(product).field("sku_id", product.skus().get(0).id());
        return new ProductNews(38, product.shop(), data.endObject().toString());
    }

    static ProductNews combined(String listingId, List<Product> products) {
        JsonText data = new JsonText(320)
                .object()
                .field("combined_listing_id", listingId)
                .list("products");
        products.forEach(product -> data.object().field("id", product.id()).endObject());
        data.endList().field("status", "LIVE").field("change_type", "CREATE").list("added_product_ids");
        products.forEach(product -> data.value(product.id()));
        data.endList().list("removed_product_ids").endList();
        return new ProductNews(42, products.get(0).shop(), data.endObject().toString());
    }

    static ProductNews replicated(Product source, Product copy) {
        JsonText data = named(source, "source_product_id").object("replicated_product");
        data.field("product_id", copy.id())
                .field("region", copy.shop().region())
                .field("result", "DRAFT");
        data.list("fail_reasons").endList().endObject();
        return new ProductNews(51, source.shop(), data.endObject().toString());
    }

    private static ProductNews news(int type, Product product, JsonText data) {
        data.field("update_time", product.updateTime());
        return new ProductNews(type, product.shop(), data.endObject().toString());
    }

    private static JsonText numbered(Product product) {
        return new JsonText(200).object().field("product_id", product.number());
    }

    private static JsonText named(Product product) {
        return named(product, "product_id");
    }

    private static JsonText named(Product product, String field) {
        return new JsonText(200).object().field(field, product.id());
    }
}
