package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.entities.Hints;
import io.creatorflow.tiktokshop.entities.Wanted;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Goes round the products of each shop, by their ids, as TikTok Shop does not list whose stock has changed: each turn looks at as
 * many as one call reads. What is parked is passed over.
 */
@Component("stockRound")
public class StockRound {

    private static final int PRODUCTS = 100;
    private static final String KNOW_SHOPS = """
            insert into pull (stream, shop_id) select 'stock', shop_id from shop where state = 'connected'
            on conflict (stream, shop_id) do nothing
            """;
    private static final String TURN = """
            with turn as materialized (
              select p.shop_id, p.after_id from pull p join shop s using (shop_id)
              where p.stream = 'stock' and s.state = 'connected'
                and (p.finished_at is null or p.finished_at <= statement_timestamp() - make_interval(secs => :rest)) order by p.shop_id for update of p skip locked),
            next as materialized (
              select t.shop_id, e.entity_id from turn t cross join lateral (
                select entity_id from entity
                where kind = 'stock' and shop_id = t.shop_id and entity_id > t.after_id
                order by entity_id limit :products) e),
            moved as (
              update pull p set watermark = statement_timestamp(), finished_at = statement_timestamp(), after_id = coalesce((
                select max(n.entity_id) from next n where n.shop_id = t.shop_id having count(*) = :products), '')
              from turn t where p.stream = 'stock' and p.shop_id = t.shop_id)
            select n.shop_id, n.entity_id from next n where not exists (
              select 1 from hint_parked h where h.kind = 'stock' and h.shop_id = n.shop_id and h.entity_id = n.entity_id)
            """;

    private final JdbcClient database;
    private final Hints hints;
    private final Duration notSoonerThan;

    StockRound(JdbcClient database, Hints hints, @Value("${pulls.not-sooner-than}") Duration notSoonerThan) {
        this.database = database;
        this.hints = hints;
        this.notSoonerThan = notSoonerThan;
    }

    /** Asks to look at the next products of every connected shop. */
    @Transactional
    public void turn() {
        database.sql(KNOW_SHOPS).update();
        List<Wanted> wanted = database.sql(TURN)
                .param("products", PRODUCTS)
                .param("rest", notSoonerThan.toSeconds())
                .query((row, number) -> Wanted.now(row.getString("shop_id"), row.getString("entity_id"), null))
                .list();
        hints.ask("stock", wanted, true);
    }
}
