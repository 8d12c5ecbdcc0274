package io.creatorflow.tiktokshop.development;

import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the database holds from earlier runs.
 *
 * @param orders how many orders
 * @param delivered how many messages were delivered, of all receivers
 * @param waiting how many still wait to be delivered
 */
record Past(long orders, long delivered, long waiting) {

    private static final String COUNT = """
            select (select count(*) from entity where kind = 'order'),
                   (select coalesce(sum(delivered), 0) from ledger),
                   (select count(*) from delivery)
            """;

    static Past of(ApplicationContext integration) {
        return integration
                .getBean(JdbcClient.class)
                .sql(COUNT)
                .query((row, number) -> new Past(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    /** In a few words. */
    String words() {
        return orders == 0
                ? "empty, and kept between runs"
                : "kept: " + orders + " orders, " + delivered + " messages delivered, " + waiting + " waiting";
    }
}
