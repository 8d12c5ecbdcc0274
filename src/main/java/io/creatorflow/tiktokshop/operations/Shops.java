package io.creatorflow.tiktokshop.operations;

import java.util.Map;
import org.apache.camel.Headers;
import org.springframework.stereotype.Component;

/** The shops, and whether each can be read. */
@Component("shops")
public class Shops {

    private static final String SHOW = """
            select s.shop_id as shop, s.name, s.region, case when s.state = 'connected' and s.authorization_ends is not null
                then 'expiring' else s.state end as state, s.reason, s.authorization_ends as "authorizationEndsAt",
              s.connected_at as "connectedAt", s.changed_at as "changedAt", l.scopes
            from shop s join seller l on l.open_id = s.seller_open_id
            where s.shop_id > coalesce(:after::text, '') and (:shop::text is null or s.shop_id = :shop) and (:state::text is null or :state = case
              when s.state = 'connected' and s.authorization_ends is not null then 'expiring' else s.state end)
            order by s.shop_id limit :limit
            """;

    private final Rows rows;

    Shops(Rows rows) {
        this.rows = rows;
    }

    /** A page of them, by any of shop and state. */
    public Page list(@Headers Map<String, Object> asked) {
        return rows.page(SHOW, new Asked(asked).list("shop", "state", "after"), Sentences::ofShop, "shop");
    }
}
