package io.creatorflow.tiktokshop.routing;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The shops that one seller has in several markets: what an event of one shop makes in another market is read there. */
@Component
class SisterShops {

    private static final String SISTERS = """
            select named.shop_id as named, sister.region, min(sister.shop_id) as sister
            from shop named join shop sister on sister.seller_open_id = named.seller_open_id
            where named.shop_id = any (:shops::text[])
            group by named.shop_id, sister.region having count(*) = 1
            """;

    /**
     * A market of a seller.
     *
     * @param shopId any shop of the seller
     * @param region such as {@code GB}
     */
    record Market(String shopId, String region) {}

    private final JdbcClient database;

    SisterShops(JdbcClient database) {
        this.database = database;
    }

    /** The seller's shop in each market where there is exactly one, the named ones among them. */
    Map<Market, String> of(Collection<String> shopIds) {
        Map<Market, String> sisters = new HashMap<>();
        database.sql(SISTERS).param("shops", shopIds.toArray(String[]::new)).query(row -> {
            Market market = new Market(row.getString("named"), row.getString("region"));
            sisters.put(market, row.getString("sister"));
        });
        return sisters;
    }
}
