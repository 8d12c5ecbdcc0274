package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.SortKey;
import io.creatorflow.tiktokshop.sandbox.products.Product;
import io.creatorflow.tiktokshop.sandbox.products.Product.Variant;
import io.creatorflow.tiktokshop.sandbox.products.ProductJson;
import io.creatorflow.tiktokshop.sandbox.products.ProductStatus;
import io.creatorflow.tiktokshop.sandbox.products.Products;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.Arrays;
import java.util.Collection;
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
    Collection<Product> all(Shop shop) {
        return products.of(shop);
    }

    @Override
    Predicate<Product> filter(JsonNode body) {
        Filter filter = new Filter(body, List.of("seller_skus", "sku_ids", "audit_status"));
        String status = filter.oneOf("status", STATUSES);
        return product -> (status.equals("ALL")
                        || status.equals(product.status().name()))
                && filter.listed(
                        "seller_skus",
                        product.skus().stream().map(Variant::sellerSku).toList())
                && filter.listed(
                        "sku_ids", product.skus().stream().map(Variant::id).toList())
                && filter.listed("audit_status", List.of(product.review().status()))
                && filter.inside("create_time", product.createTime())
                && filter.inside("update_time", product.updateTime());
    }

    @Override
    SortKey key(Product product) {
        return product.key();
    }

    @Override
    void write(JsonText json, Product product) {
        ProductJson.brief(json, product, products.stock(product.shop()));
    }
}
