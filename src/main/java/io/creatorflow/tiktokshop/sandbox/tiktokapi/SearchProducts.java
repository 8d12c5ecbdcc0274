package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.SortKey;
import io.creatorflow.tiktokshop.sandbox.orders.Timeline;
import io.creatorflow.tiktokshop.sandbox.products.Product;
import io.creatorflow.tiktokshop.sandbox.products.Product.Variant;
import io.creatorflow.tiktokshop.sandbox.products.ProductJson;
import io.creatorflow.tiktokshop.sandbox.products.ProductStatus;
import io.creatorflow.tiktokshop.sandbox.products.Products;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** POST /product/202502/products/search: products in brief, those that were deleted among ALL. */
final class SearchProducts extends Search<Product> {

    private static final List<String> STATUSES = Stream.concat(
                    Stream.of("ALL"), Arrays.stream(ProductStatus.values()).map(ProductStatus::name))
            .toList();

    private final Products products;

    SearchProducts(Products products, ApiSettings settings) {
        super(
                "search-products",
                "/product/202502/products/search",
                "seller.product.basic",
                "products",
                new Sizes(1, 0, 100),
                12052910,
                settings);
        this.products = products;
    }

    @Override
    Timeline<Product> all(Shop shop) {
        Timeline<Product> all = new Timeline<>();
        products.of(shop)
                .forEach(product ->
                        all.put(product.key(), new SortKey(product.updateTime(), product.number()), product));
        return all;
    }

    @Override
    List<String> lists() {
        return List.of("seller_skus", "sku_ids", "audit_status");
    }

    @Override
    Predicate<Product> wanted(Filter filter) {
        String status = filter.oneOf("status", STATUSES);
        return product -> (status.equals("ALL")
                        || status.equals(product.status().name()))
                && filter.listed(
                        "seller_skus",
                        product.skus().stream().map(Variant::sellerSku).toList())
                && filter.listed(
                        "sku_ids", product.skus().stream().map(Variant::id).toList())
                && filter.listed("audit_status", List.of(product.review().status()));
    }

    @Override
    void write(JsonText json, Product product) {
        ProductJson.brief(json, product, products.stock(product.shop()));
    }
}
