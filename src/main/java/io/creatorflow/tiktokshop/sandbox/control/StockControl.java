package io.creatorflow.tiktokshop.sandbox.control;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.ShopStock;
import io.creatorflow.tiktokshop.sandbox.orders.StockNews;
import io.creatorflow.tiktokshop.sandbox.products.Product;
import io.creatorflow.tiktokshop.sandbox.products.Product.Variant;
import io.creatorflow.tiktokshop.sandbox.products.Products;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import io.creatorflow.tiktokshop.sandbox.webhooks.Webhooks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells how much a shop really has, and sets it. */
@RestController
@RequestMapping(path = "/shops/{shopId}/stock", produces = "application/json")
final class StockControl {

    private static final List<String> CAUSES = List.of("manual_adjustment", "api_sync", "system_auto_replenish");

    /**
     * A level to be set.
     *
     * @param skuId of what
     * @param sellerSku the same by the seller's name of it; of several with that name, the one of the oldest product
     * @param warehouseId where; the warehouse of orders if left out
     * @param available how many units can be sold from there
     * @param cause trigger_source of webhook 68; manual_adjustment if left out
     * @param webhooks whether webhooks tell of it, true if left out
     */
    record NewLevel(
            @Nullable String skuId,
            @Nullable String sellerSku,
            @Nullable String warehouseId,
            @Nullable Long available,
            @Nullable String cause,
            @Nullable Boolean webhooks) {}

    private final Products products;
    private final StockNews news;
    private final Webhooks webhooks;
    private final Lookup lookup;

    StockControl(Shops shops, Orders orders, Products products, StockNews news, Webhooks webhooks) {
        this.products = products;
        this.news = news;
        this.webhooks = webhooks;
        this.lookup = new Lookup(shops, orders);
    }

    /** Every SKU with its levels. */
    @GetMapping
    byte[] all(@PathVariable String shopId) {
        Shop shop = lookup.shop(shopId);
        JsonText json = new JsonText(2_000).object().list("skus");
        for (Product product : products.of(shop)) {
            for (Variant sku : product.skus()) {
                write(json, product, sku, products.stock(shop).level(sku.id()));
            }
        }
        return json.endList().endObject().bytes();
    }

    private static void write(JsonText json, Product product, Variant sku, ShopStock.Level level) {
        json.object().field("sellerSku", sku.sellerSku()).field("skuId", sku.id());
        json.field("productId", product.id()).field("available", level.available());
        json.field("committed", level.committed()).list("warehouses");
        for (int warehouse = 0; warehouse < ShopStock.WAREHOUSES.size(); warehouse++) {
            json.object().field("warehouseId", ShopStock.WAREHOUSES.get(warehouse));
            json.field("available", level.warehouses().get(warehouse)).endObject();
        }
        json.endList().endObject();
    }

    /** Sets a level. */
    @PutMapping
    byte[] set(@PathVariable String shopId, @RequestBody NewLevel wish) {
        Shop shop = lookup.shop(shopId);
        StockNews.Of what = named(shop, wish);
        int warehouse = wish.warehouseId == null ? 0 : oneOf("warehouseId", wish.warehouseId, ShopStock.WAREHOUSES);
        String cause = wish.cause == null ? CAUSES.get(0) : CAUSES.get(oneOf("cause", wish.cause, CAUSES));
        if (wish.available == null || wish.available < 0) {
            throw new IllegalArgumentException("available is how many units can be sold: give 0 or more.");
        }
        ShopStock stock = products.stock(shop);
        long before = stock.level(what.skuId()).available();
        stock.set(what.skuId(), warehouse, wish.available);
        StockNews.Change change =
                new StockNews.Change(cause, stock.level(what.skuId()).available() - before, 0);
        if (wish.webhooks == null || wish.webhooks) {
            news.of(shop, what, change, cause).forEach(told -> webhooks.send(told.type(), shop.id(), told.data()));
        }
        return all(shopId);
    }

    private StockNews.Of named(Shop shop, NewLevel wish) {
        List<StockNews.Of> all = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Product product : products.of(shop)) {
            for (Variant sku : product.skus()) {
                all.add(new StockNews.Of(product.id(), sku.id()));
                names.add(wish.skuId == null ? sku.sellerSku() : sku.id());
            }
        }
        return all.get(
                wish.skuId == null ? oneOf("sellerSku", wish.sellerSku, names) : oneOf("skuId", wish.skuId, names));
    }

    private static int oneOf(String field, @Nullable String given, List<String> known) {
        int place = known.indexOf(given == null ? "" : given);
        if (place < 0) {
            throw new IllegalArgumentException(field + " " + given + " is not known here: name one of " + known + ".");
        }
        return place;
    }
}
