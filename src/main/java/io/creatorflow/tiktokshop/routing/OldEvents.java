package io.creatorflow.tiktokshop.routing;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Events that no partition takes along when it is dropped, as they lie in the default one: they name no day (type 68, what is no
 * JSON), one that had no partition when they came, or they are parked and outlived theirs (drop_partitions).
 */
@Component("oldEvents")
public class OldEvents {

    private static final String FORGET = """
            with old as (
              select i.ctid as place from inbox_default i
              where i.received_at < statement_timestamp() - make_interval(days => :days)
                and not exists (
                  select 1 from inbox_waiting where day = i.day and body_sha256 = i.body_sha256 offset 0)
                and not exists (
                  select 1 from inbox_parked where day = i.day and body_sha256 = i.body_sha256 offset 0)
              order by i.received_at limit 500 for update skip locked)
            delete from inbox_default where ctid = any (array(select place from old))
            """;

    private final JdbcClient database;

    OldEvents(JdbcClient database) {
        this.database = database;
    }

    /**
     * Forgets some that came longer ago than these days, and neither wait nor are parked.
     *
     * @return whether there may be more
     */
    public boolean forget(int days) {
        return database.sql(FORGET).param("days", days).update() > 0;
    }
}
