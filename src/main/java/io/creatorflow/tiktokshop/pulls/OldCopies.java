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
 * Goes round the copies of each shop, by their ids, and asks for those that were not read for long, as live work leaves room: no
 * webhook may tell that a product is gone, and no search lists one that is. What is asked for already is passed over.
 */
@Component("oldCopies")
public class OldCopies {

    /** Of a shop in one turn, old or not; the next turn goes on from there. */
    private static final int AT_A_TIME = 2000;

    private static final String SHOPS = "select shop_id from shop where state = 'connected' order by shop_id";
    private static final String KNOW_SHOP = """
            insert into pull (stream, shop_id) values (:stream, :shop) on conflict (stream, shop_id) do nothing
            """;
    private static final String TURN = """
            with turn as materialized (
              select shop_id, after_id from pull
              where stream = :stream and shop_id = :shop
                and (finished_at is null or finished_at <= statement_timestamp() - make_interval(secs => :rest)) for update skip locked),
            next as materialized (
              select t.shop_id, e.entity_id, e.old from turn t cross join lateral (
                select entity_id, read_at < statement_timestamp() - make_interval(secs => :age)
                  and content ->> 'status' is distinct from 'deleted' as old from entity
                where kind = :kind and shop_id = t.shop_id and entity_id > t.after_id
                order by entity_id limit :most) e),
            moved as (
              update pull p set finished_at = statement_timestamp(), after_id = coalesce((
                select max(entity_id) from next having count(*) = :most), '')
              from turn t where p.stream = :stream and p.shop_id = t.shop_id)
            select n.shop_id, n.entity_id from next n where n.old and (
              select count(*) from hint h where h.kind = :kind and h.shop_id = n.shop_id and h.entity_id = n.entity_id) = 0
            """;

    private final JdbcClient database;
    private final Hints hints;
    private final Duration age;
    private final Duration notSoonerThan;

    OldCopies(
            JdbcClient database,
            Hints hints,
            @Value("${products.look-again-after}") Duration age,
            @Value("${pulls.not-sooner-than}") Duration notSoonerThan) {
        this.database = database;
        this.hints = hints;
        this.age = age;
        this.notSoonerThan = notSoonerThan;
    }

    /** The shops that can be read. */
    public List<String> shops() {
        return database.sql(SHOPS).query(String.class).list();
    }

    /** Asks for the old ones among the next copies of a kind in a shop. */
    @Transactional
    public void ask(String kind, String shopId) {
        String stream = "old-" + kind;
        database.sql(KNOW_SHOP).param("stream", stream).param("shop", shopId).update();
        List<Wanted> old = database.sql(TURN)
                .param("stream", stream)
                .param("shop", shopId)
                .param("kind", kind)
                .param("age", age.toSeconds())
                .param("rest", notSoonerThan.toSeconds())
                .param("most", AT_A_TIME)
                .query((row, number) -> Wanted.now(row.getString("shop_id"), row.getString("entity_id"), null))
                .list();
        hints.ask(kind, old, true);
    }
}
