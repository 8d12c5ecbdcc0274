package io.creatorflow.tiktokshop.routing;

import io.creatorflow.tiktokshop.entities.Wanted;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the shops of events that name a product and no shop: those whose stock of it we have read before. */
@Component("stockOfNoShop")
public class StockOfNoShop {

    private static final String SHOPS = """
            select e.shop_id, e.entity_id from unnest(:products::text[]) as p (product)
            cross join lateral (
              select shop_id, entity_id from entity where kind = 'stock' and entity_id = p.product offset 0) e
            """;

    private final JdbcClient database;

    StockOfNoShop(JdbcClient database) {
        this.database = database;
    }

    /** Asks to look at the stock of every product that the events name, in the shops that sell it. */
    public void ask(@Body EventGroup group, @ExchangeProperty("batch") EventBatch batch) {
        List<String> products = group.events().stream()
                .filter(event -> event.shopId() == null)
                .flatMap(event -> event.ids("product_id").stream())
                .distinct()
                .toList();
        if (products.isEmpty()) {
            return;
        }
        batch.want(
                "stock",
                database.sql(SHOPS)
                        .param("products", products.toArray(String[]::new))
                        .query((row, number) -> Wanted.now(row.getString("shop_id"), row.getString("entity_id"), null))
                        .list());
    }
}
