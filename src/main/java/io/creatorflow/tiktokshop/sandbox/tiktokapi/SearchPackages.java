package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.Packages;
import io.creatorflow.tiktokshop.sandbox.orders.Packed;
import io.creatorflow.tiktokshop.sandbox.orders.Timeline;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** POST /fulfillment/202309/packages/search: packages in brief. */
final class SearchPackages extends Search<Packed> {

    private final Orders orders;
    private final Packages packages;

    SearchPackages(Orders orders, Packages packages, ApiSettings settings) {
        super(
                "search-packages",
                "/fulfillment/202309/packages/search",
                "seller.fulfillment.basic",
                "packages",
                new Sizes(1, 0, 50),
                21001001,
                settings);
        this.orders = orders;
        this.packages = packages;
    }

    @Override
    Timeline<Packed> all(Shop shop) {
        return orders.of(shop).packages();
    }

    @Override
    List<String> lists() {
        return List.of();
    }

    @Override
    @Nullable
    Predicate<Packed> wanted(Filter filter) {
        return null;
    }

    @Override
    void write(JsonText json, Packed packed) {
        packages.brief(json, packed.order(), packed.id());
    }
}
