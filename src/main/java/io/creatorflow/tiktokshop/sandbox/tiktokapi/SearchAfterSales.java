package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.AfterSale;
import io.creatorflow.tiktokshop.sandbox.orders.AfterSaleJson;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.Timeline;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** POST /return_refund/202309/cancellations/search and …/returns/search. */
final class SearchAfterSales extends Search<AfterSale> {

    private final AfterSale.Kind kind;
    private final Orders orders;
    private final AfterSaleJson json;

    private SearchAfterSales(AfterSale.Kind kind, String what, int smallestPage, Orders orders, ApiSettings settings) {
        super(
                "search-" + what,
                "/return_refund/202309/" + what + "/search",
                "seller.return_refund.basic",
                kind.list(),
                new Sizes(smallestPage, 10, 50),
                25001001,
                settings);
        this.kind = kind;
        this.orders = orders;
        this.json = new AfterSaleJson(orders);
    }

    static SearchAfterSales cancellations(Orders orders, ApiSettings settings) {
        return new SearchAfterSales(AfterSale.Kind.CANCELLATION, "cancellations", 1, orders, settings);
    }

    static SearchAfterSales returns(Orders orders, ApiSettings settings) {
        return new SearchAfterSales(AfterSale.Kind.RETURN, "returns", 10, orders, settings);
    }

    @Override
    Timeline<AfterSale> all(Shop shop) {
        return orders.afterSales().of(shop, kind);
    }

    @Override
    List<String> lists() {
        return List.of(kind.prefix() + "_ids", "order_ids", kind.prefix() + "_types", kind.prefix() + "_status");
    }

    @Override
    @Nullable
    Predicate<AfterSale> wanted(Filter filter) {
        return !filter.hasAny(lists())
                ? null
                : sale -> filter.listed(kind.prefix() + "_ids", List.of(sale.id()))
                        && filter.listed("order_ids", List.of(sale.order().id()))
                        && filter.listed(kind.prefix() + "_types", List.of(sale.type()))
                        && filter.listed(kind.prefix() + "_status", spellings(sale.status()));
    }

    /** The filter of cancellations spells CANCEL what the answer spells CANCELLED. */
    private static List<String> spellings(String status) {
        return List.of(status, status.replaceFirst("CANCELLED$", "CANCEL"));
    }

    @Override
    void write(JsonText data, AfterSale sale) {
        json.write(data, sale);
    }
}
