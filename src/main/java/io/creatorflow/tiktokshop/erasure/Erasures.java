package io.creatorflow.tiktokshop.erasure;

import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The requests to erase a buyer: rows that wait until they are done, however often a process dies over them. */
@Component("erasures")
public class Erasures {

    private static final String REQUEST = """
            insert into erasure (shop_id, order_id, requested_by) values (:shop, :order, :by) returning id
            """;
    private static final String CLAIM = """
            update erasure set tried_at = clock_timestamp() where id = any (array(
              select id from erasure
              where finished_at is null and (tried_at is null or tried_at < clock_timestamp() - interval '20 seconds')
              order by id limit 20 for update skip locked))
            returning id, shop_id, order_id
            """;
    private static final String FINISH = """
            update erasure set finished_at = clock_timestamp(), entities = :entities, messages = :messages, events = :events
            where id = :id
            """;

    private final JdbcClient database;

    Erasures(JdbcClient database) {
        this.database = database;
    }

    /**
     * Asks to erase the buyer of an order. It is done within seconds.
     *
     * @param requestedBy who asks, for the record
     * @return the id of the request
     */
    public long request(String shopId, String orderId, String requestedBy) {
        return database.sql(REQUEST)
                .param("shop", shopId)
                .param("order", orderId)
                .param("by", requestedBy)
                .query(Long.class)
                .single();
    }

    /** Requests that nobody is at; one that is not finished comes again after 20 seconds. */
    public List<Erasure> claim() {
        return database.sql(CLAIM)
                .query((row, number) ->
                        new Erasure(row.getLong("id"), row.getString("shop_id"), row.getString("order_id")))
                .list();
    }

    /**
     * It is done, and stays as the record of it.
     *
     * @param keys the entities that were found
     * @param messages how many bodies changed
     * @param events how many bodies changed
     */
    public void finish(
            @Body Erasure erasure,
            @ExchangeProperty("keys") List<Long> keys,
            @ExchangeProperty("messages") int messages,
            @ExchangeProperty("events") int events) {
        database.sql(FINISH)
                .param("id", erasure.id())
                .param("entities", keys.size())
                .param("messages", messages)
                .param("events", events)
                .update();
    }
}
