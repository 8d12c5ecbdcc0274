package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.AfterSale;
import io.creatorflow.tiktokshop.sandbox.orders.AfterSaleJson;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.SortKey;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

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
    Collection<AfterSale> all(Shop shop) {
        return orders.afterSales().of(shop, kind).values();
    }

    @Override
    Predicate<AfterSale> filter(JsonNode body) {
        String ids = kind.prefix() + "_ids";
        String types = kind.prefix() + "_types";
        String statuses = kind.prefix() + "_status";
        Filter filter = new Filter(body, List.of(ids, "order_ids", types, statuses));
        return sale -> filter.listed(ids, List.of(sale.id()))
                && filter.listed("order_ids", List.of(sale.order().id()))
                && filter.listed(types, List.of(sale.type()))
                // The filter of cancellations spells CANCEL what the answer spells CANCELLED.
                && filter.listed(statuses, List.of(sale.status(), sale.status().replaceFirst("CANCELLED$", "CANCEL")))
                && filter.inside("create_time", sale.createTime())
                && filter.inside("update_time", sale.updateTime());
    }

    @Override
    SortKey key(AfterSale sale) {
        return sale.key();
    }

    @Override
    void write(JsonText data, AfterSale sale) {
        json.write(data, sale);
    }
}
