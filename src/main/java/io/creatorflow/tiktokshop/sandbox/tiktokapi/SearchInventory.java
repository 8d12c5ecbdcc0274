package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.ShopStock;
import io.creatorflow.tiktokshop.sandbox.products.Product;
import io.creatorflow.tiktokshop.sandbox.products.Product.Variant;
import io.creatorflow.tiktokshop.sandbox.products.Products;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * POST /product/202309/inventory/search: the stock of up to 100 products, or of up to 600 SKUs, which win where both are given.
 * Products that are not the shop's, or that the API has forgotten, are missing.
 */
final class SearchInventory implements Operation {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_PRODUCTS = 100;
    private static final int MOST_SKUS = 600;
    private static final int NO_PRODUCT = 12019008;
    private static final int TOO_MANY_SKUS = 12019015;
    private static final int TOO_MANY_PRODUCTS = 12019120;

    private final Products products;
    private final ApiSettings settings;

    SearchInventory(Products products, ApiSettings settings) {
        this.products = products;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "search-inventory";
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public List<String> paths() {
        return List.of("/product/202309/inventory/search");
    }

    @Override
    public String scope() {
        return "seller.product.basic";
    }

    @Override
    public boolean perShop() {
        return true;
    }

    @Override
    public void answer(Request request, JsonText data) throws ApiError {
        JsonNode wish = body(request.call().body());
        boolean bySku = wish.has("sku_ids");
        Set<String> ids = bySku
                ? ids(wish, "sku_ids", MOST_SKUS, TOO_MANY_SKUS)
                : ids(wish, "product_ids", MOST_PRODUCTS, TOO_MANY_PRODUCTS);
        Shop shop = Objects.requireNonNull(request.shop());
        data.list("inventory");
        for (Product product : products.of(shop)) {
            List<Variant> found = product.skus().stream()
                    .filter(sku -> ids.contains(bySku ? sku.id() : product.id()))
                    .toList();
            if (!found.isEmpty()) {
                data.object().field("product_id", product.id()).list("skus");
                found.forEach(sku -> write(data, sku, products.stock(shop).level(sku.id())));
                data.endList().endObject();
            }
        }
        data.endList();
    }

    private static void write(JsonText data, Variant sku, ShopStock.Level level) {
        data.object().field("id", sku.id()).field("seller_sku", sku.sellerSku());
        data.field("total_available_quantity", level.available()).field("total_committed_quantity", level.committed());
        data.object("total_available_inventory_distribution")
                .list("campaign_inventory")
                .endList();
        data.list("creator_inventory").endList().object("in_shop_inventory");
        data.field("quantity", level.available()).endObject().endObject().list("warehouse_inventory");
        for (int warehouse = 0; warehouse < ShopStock.WAREHOUSES.size(); warehouse++) {
            data.object().field("warehouse_id", ShopStock.WAREHOUSES.get(warehouse));
            data.field("available_quantity", level.warehouses().get(warehouse));
            data.field("committed_quantity", warehouse == 0 ? level.committed() : 0)
                    .endObject();
        }
        data.endList().endObject();
    }

    private Set<String> ids(JsonNode wish, String list, int most, int tooMany) throws ApiError {
        Set<String> ids = new LinkedHashSet<>();
        wish.path(list).forEach(id -> ids.add(id.asText()));
        if (ids.isEmpty() || ids.size() > most) {
            throw invalid(ids.isEmpty() ? NO_PRODUCT : tooMany, list + ": 1 to " + most);
        }
        return ids;
    }

    private JsonNode body(byte[] body) throws ApiError {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw invalid(NO_PRODUCT, "the body is no JSON");
        }
    }

    private ApiError invalid(int code, String what) {
        return new ApiError(settings.businessErrorStatus(), code, "Invalid parameters. " + what + ".");
    }
}
