package io.creatorflow.tiktokshop.benchmark;

import io.creatorflow.tiktokshop.durable.LookBack;
import io.creatorflow.tiktokshop.support.Claims;
import io.creatorflow.tiktokshop.support.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Half a million deliveries wait for one receiver that answers 503: what a claim costs, and what the others notice. */
final class Backlog {

    private static final String SLOW = "analytics";
    private static final int CLAIMS = 200;
    private static final int CLAIM_SIZE = 50;

    private final Installation installation;
    private final Flow flow;
    private final Results results;

    Backlog(Installation installation, Results results) {
        this.installation = installation;
        this.flow = new Flow(installation);
        this.results = results;
    }

    void measure(Contender integration, Options options) throws InterruptedException {
        installation.awaitIdle();
        String shop = installation.shops().get(0);
        installation.sandbox().fault(SLOW, 503);
        Console.say("claims with %d waiting", CLAIMS * CLAIM_SIZE);
        fill(shop, 0, CLAIMS * CLAIM_SIZE);
        results.ours("a claim of 50 with 10,000 waiting", "ms", null, claimMillis());
        Console.say("filling up to %d waiting deliveries", options.backlog());
        fill(shop, CLAIMS * CLAIM_SIZE, options.backlog());
        double few = median("a claim of 50 with 10,000 waiting");
        double many = claimMillis();
        results.ours("a claim of 50 with " + options.backlog() + " waiting", "ms", flat(few), many);
        Console.say("  %.2f ms with few, %.2f ms with many", few, many);
        underLoad(integration, options);
    }

    /** Flat within what two measurements of the same thing differ by. */
    private static Results.Goal flat(double few) {
        return new Results.Goal("flat (≤ 1.5 ×)", Results.Of.OURS, many -> many <= 1.5 * few);
    }

    private double median(String name) {
        return results.rows().stream()
                .filter(row -> row.name().equals(name))
                .mapToDouble(row -> Results.median(row.ours()))
                .findFirst()
                .orElse(Double.NaN);
    }

    private void underLoad(Contender integration, Options options) throws InterruptedException {
        ProcessFigures.forgetPeak(integration.pid());
        Console.say("200 webhooks a second beside the backlog");
        Receipts receipts = flow.paced(integration, options.pacedSeconds(), 200, Recipients.without(SLOW));
        results.check("200/s beside the backlog", receipts);
        results.ours(
                "200/s beside the backlog: p99 at the other three",
                "ms",
                null,
                receipts.together().millis(0.99));
        results.ours(
                "resident memory with " + options.backlog() + " waiting, most",
                "MB",
                Results.Goal.atMost(600, "MB"),
                ProcessFigures.peakMb(integration.pid()));
    }

    private void fill(String shop, int from, int to) {
        installation.sql(
                "integration",
                """
                with made as (
                  insert into entity (kind, shop_id, entity_id, revision, update_time, lifecycle_rank, read_at,
                    content_sha256, content)
                  select 'order', '%s', 'backlog' || i, 1, now(), 2, now(), sha256(i::text::bytea), '{}'
                  from generate_series(%d, %d) i returning key, entity_id),
                stored as (
                  insert into message (id, type, entity_key, revision, body)
                  select 'backlog_' || entity_id, 'order.updated.v1', key, 1, convert_to(repeat(entity_id, 60), 'UTF8')
                  from made returning day, position, entity_key),
                waiting as (
                  insert into delivery (receiver, entity_key, revision, message_position, message_day, type)
                  select '%s', entity_key, 1, position, day, 'order.updated.v1' from stored),
                keys as (
                  insert into delivery_key (receiver, shop_id, entity_key, waiting) select '%s', '%s', entity_key, 1 from stored)
                insert into ledger as l (receiver, backend, accepted) select '%s', 0, count(*) from stored
                on conflict (receiver, backend) do update set accepted = l.accepted + excluded.accepted
                """.formatted(shop, from + 1, to, SLOW, SLOW, shop, SLOW),
                "analyze delivery",
                "analyze delivery_key",
                "analyze message");
    }

    /**
     * The median of real claims, each rolled back: the statement and the connection's settings are read from the product, so
     * that they cannot differ. They claim as a probe does, since the queue is held.
     */
    private double claimMillis() {
        Latency times = new Latency();
        try (Connection connection = installation.connect("integration")) {
            Claims.settings(connection);
            connection.setAutoCommit(false);
            SingleConnectionDataSource single = new SingleConnectionDataSource(connection, true);
            NamedParameterJdbcTemplate database = new NamedParameterJdbcTemplate(single);
            String claim = Statements.named("downstreams.ClaimDeliveries CLAIM");
            for (int i = 0; i < CLAIMS; i++) {
                long begin = System.nanoTime();
                List<Map<String, Object>> claimed = database.queryForList(
                        claim, Claims.ofDeliveries(SLOW, CLAIM_SIZE, true, new LookBack().from()));
                times.add(System.nanoTime() - begin);
                connection.rollback();
                if (claimed.size() != CLAIM_SIZE) {
                    throw new IllegalStateException("A claim brought " + claimed.size() + " keys");
                }
            }
            return times.millis(0.5);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
