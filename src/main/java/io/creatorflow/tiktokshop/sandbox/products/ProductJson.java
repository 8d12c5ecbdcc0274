package io.creatorflow.tiktokshop.sandbox.products;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Money;
import io.creatorflow.tiktokshop.sandbox.orders.ShopStock;
import io.creatorflow.tiktokshop.sandbox.products.Product.Variant;

/** Shows products the way detail and search do. */
public final class ProductJson {

    private ProductJson() {}

    /** Writes the members of a product as detail shows it, with what is there of it. */
    public static void detail(JsonText json, Product product, ShopStock stock) {
        shared(json, product);
        failures(json, product);
        json.list("category_chains").object().field("id", product.categoryId());
        json.field("parent_id", "600001").field("local_name", "Things");
        json.field("is_leaf", true).endObject().endList();
        json.object("brand").field("id", "7082427311584347905").field("name", "Sandbox Brand");
        json.endObject()
                .field("description", "<p>Made up</p>")
                .list("product_types")
                .endList();
        json.field("is_cod_allowed", false).field("is_pre_owned", false).field("is_replicated", false);
        json.field("external_product_id", "").field("minimum_order_quantity", 1);
        json.object("package_weight")
                .field("unit", "KILOGRAM")
                .field("value", "0.45")
                .endObject();
        json.object("package_dimensions").field("height", "12").field("length", "12");
        json.field("unit", "CENTIMETER").field("width", "12").endObject();
        skus(json, product, stock, true);
    }

    private static void failures(JsonText json, Product product) {
        json.list("audit_failed_reasons");
        if (product.review().failed()) {
            json.object().field("position", "Title").list("reasons");
            product.review().reasons().forEach(json::value);
            json.endList()
                    .list("suggestions")
                    .value("Name your own brand only.")
                    .endList();
            json.field("listing_platform", "TIKTOK_SHOP").endObject();
        }
        json.endList();
    }

    /** Writes a product as search shows it, as the next value. */
    public static void brief(JsonText json, Product product, ShopStock stock) {
        json.object();
        shared(json, product);
        json.list("sales_regions").value(product.shop().region()).endList();
        skus(json, product, stock, false);
        json.endObject();
    }

    private static void shared(JsonText json, Product product) {
        json.field("id", product.id()).field("title", product.title());
        json.field("status", product.status().name());
        json.object("audit").field("status", product.review().status());
        if (product.review().preApproved()) {
            json.list("pre_approved_reasons");
            product.review().reasons().forEach(json::value);
            json.endList();
        }
        json.endObject().field("has_draft", product.status() == ProductStatus.DRAFT);
        json.field("is_not_for_sale", false).field("listing_quality_tier", "GOOD");
        json.field("create_time", product.createTime()).field("update_time", product.updateTime());
    }

    private static void skus(JsonText json, Product product, ShopStock stock, boolean whole) {
        json.list("skus");
        for (Variant sku : product.skus()) {
            json.object().field("id", sku.id()).field("seller_sku", sku.sellerSku());
            json.object("price").field("currency", Money.currency(product.shop().region()));
            json.field("sale_price", sku.price()).field("tax_exclusive_price", sku.price());
            json.endObject().object("status_info").field("status", "NORMAL").endObject();
            inventory(json, stock.level(sku.id()));
            if (whole) {
                json.list("sales_attributes").object().field("id", "100000");
                json.field("name", "Variant").field("value_id", sku.id());
                json.field("value_name", sku.name()).endObject().endList();
            }
            json.endObject();
        }
        json.endList();
    }

    private static void inventory(JsonText json, ShopStock.Level level) {
        json.list("inventory");
        for (int warehouse = 0; warehouse < ShopStock.WAREHOUSES.size(); warehouse++) {
            json.object().field("warehouse_id", ShopStock.WAREHOUSES.get(warehouse));
            json.field("quantity", level.warehouses().get(warehouse)).endObject();
        }
        json.endList();
    }
}
