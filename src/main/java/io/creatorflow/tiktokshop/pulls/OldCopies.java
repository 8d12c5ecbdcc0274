package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.entities.Hints;
import io.creatorflow.tiktokshop.entities.Wanted;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks for entities that were not read for long, as live work leaves room: no webhook may tell that a product is gone, and
 * no search lists one that is.
 */
@Component("oldCopies")
public class OldCopies {

    /** The rest is asked for by the next run. */
    private static final String OLDEST = """
            select e.shop_id, e.entity_id from entity e join shop s on s.shop_id = e.shop_id
            where e.kind = :kind and e.read_at < :before and s.state = 'connected'
              and e.content ->> 'status' is distinct from 'deleted'
            order by e.read_at limit 10000
            """;

    private final JdbcClient database;
    private final Hints hints;
    private final Clock clock;
    private final Duration age;

    OldCopies(JdbcClient database, Hints hints, Clock clock, @Value("${products.look-again-after}") Duration age) {
        this.database = database;
        this.hints = hints;
        this.clock = clock;
        this.age = age;
    }

    /** Asks for the oldest copies of a kind. */
    public void ask(String kind) {
        List<Wanted> old = database.sql(OLDEST)
                .param("kind", kind)
                .param("before", Timestamp.from(clock.instant().minus(age)))
                .query((row, number) -> Wanted.now(row.getString("shop_id"), row.getString("entity_id"), null))
                .list();
        hints.ask(kind, old, true);
    }
}
