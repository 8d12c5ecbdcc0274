package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Order;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.Packages;
import io.creatorflow.tiktokshop.sandbox.orders.SortKey;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** POST /fulfillment/202309/packages/search: packages in brief. */
final class SearchPackages extends Search<SearchPackages.Packed> {

    /**
     * A package.
     *
     * @param number counts those of the order
     */
    record Packed(Order order, String id, int number) {}

    private static final int MOST_OF_AN_ORDER = 2;

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
    Collection<Packed> all(Shop shop) {
        return orders.of(shop).all().stream().flatMap(this::packed).toList();
    }

    private Stream<Packed> packed(Order order) {
        List<String> ids = packages.of(order);
        return IntStream.range(0, ids.size()).mapToObj(number -> new Packed(order, ids.get(number), number));
    }

    @Override
    Predicate<Packed> filter(JsonNode body) {
        Filter filter = new Filter(body, List.of());
        return packed -> filter.inside("create_time", packed.order().createTime())
                && filter.inside("update_time", packed.order().state().updateTime());
    }

    @Override
    SortKey key(Packed packed) {
        Order order = packed.order();
        return new SortKey(order.createTime(), order.number() * MOST_OF_AN_ORDER + packed.number());
    }

    @Override
    void write(JsonText json, Packed packed) {
        packages.brief(json, packed.order(), packed.id());
    }
}
