package io.creatorflow.tiktokshop.webhooks;

import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When the webhooks of each shop are looked at, in the database: one look by one replica, and none lost with it. */
@Repository
class WebhookChecks {

    private static final String TAKE = """
            update shop set webhooks_due_at = clock_timestamp() + :millis * interval '1 ms'
            where shop_id in (
              select shop_id from shop where webhooks_due_at <= clock_timestamp() and state = 'connected'
              order by webhooks_due_at limit 50 for update skip locked)
            returning shop_id""";
    private static final String GOOD =
            "update shop set webhooks_due_at = clock_timestamp() + :millis * interval '1 ms' where shop_id = :shop";

    private final JdbcClient database;
    private final Duration again;
    private final Duration every;

    /**
     * Takes the knobs.
     *
     * @param again how long after a look that came to nothing the next one is
     * @param every how long after one that went well
     */
    WebhookChecks(
            JdbcClient database,
            @Value("${webhooks.retry-after}") Duration again,
            @Value("${webhooks.check-every}") Duration every) {
        this.database = database;
        this.again = again;
        this.every = every;
    }

    /** Takes some that are due. Whoever takes them and dies has them looked at again, as after a look that came to nothing. */
    List<String> take() {
        return database.sql(TAKE)
                .param("millis", again.toMillis())
                .query(String.class)
                .list();
    }

    /** A look went well. */
    void good(String shopId) {
        database.sql(GOOD)
                .param("millis", every.toMillis())
                .param("shop", shopId)
                .update();
    }
}
