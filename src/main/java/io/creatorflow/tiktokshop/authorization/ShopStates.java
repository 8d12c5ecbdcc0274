package io.creatorflow.tiktokshop.authorization;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import io.creatorflow.tiktokshop.durable.SqlTime;
import io.creatorflow.tiktokshop.entities.Facts;
import io.creatorflow.tiktokshop.entities.OwnEntities;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What TikTok says about the authorization of shops, and what is to be told about them: whether a shop is connected, expires,
 * needs to be authorized again, or has left. What was signed before the shop was last connected is about an authorization that is over, and
 * changes nothing.
 */
@Component("shopStates")
public class ShopStates {

    /**
     * What an event tells about a shop.
     *
     * @param toldAt when it was so, to the second
     * @param ends when the authorization ends; null when it has ended, or when that is not told
     */
    public record Told(
            String shopId, Instant toldAt, @Nullable Instant ends) {}

    /** So that of two shops of one seller that leave at the same time the later one sees that it is the last. */
    private static final String LOCK_SELLERS = """
            select 1 from seller where open_id in (select seller_open_id from shop where shop_id = any (:shops::text[]))
            order by open_id for update
            """;

    /** The last shop to leave takes the seller's tokens along, and no refresh under way can bring them back. */
    private static final String LEFT = """
            with told as (
              select shop_id, max(at) as at from unnest(:shops::text[], :times::timestamptz[]) t (shop_id, at) group by shop_id),
            gone as (
              update shop s set state = 'left', reason = 'the seller took the authorization back', authorization_ends = null,
                changed_at = clock_timestamp(), told = false
              from told t where s.shop_id = t.shop_id and s.state <> 'left' and s.connected_at < t.at + interval '1 second'
              returning s.shop_id, s.seller_open_id, s.reason),
            last as (
              update seller l set state = 'left', reason = g.reason, access_token = null, refresh_token = null,
                generation = l.generation + 1, refresh_owner = null, refresh_until = null, changed_at = clock_timestamp()
              from (select distinct seller_open_id, reason from gone) g
              where l.open_id = g.seller_open_id and not exists (
                select from shop o where o.seller_open_id = l.open_id and o.state = 'connected'
                  and o.shop_id <> all (array(select shop_id from gone)))
              returning l.open_id)
            insert into issue_report (kind, shop_id, detail) select 'authorization-lost', shop_id, reason from gone
            """;

    private static final String ALARM = """
            insert into issue_report (kind, shop_id, detail)
            select 'authorization-ending', shop_id,
              to_char(authorization_ends at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ', renewed at ' || :link
                || case when region = 'US' then '?region=us' else '?region=other' end from ending
            """;

    /** TikTok tells it 30 days ahead and then each day; the time of the end may be missing. */
    private static final String ENDING = """
            with told as (
              select distinct on (shop_id) shop_id, at, ends
              from unnest(:shops::text[], :times::timestamptz[], :ends::timestamptz[]) t (shop_id, at, ends)
              order by shop_id, at desc),
            ending as (
              update shop s set authorization_ends = coalesce(t.ends, s.authorization_ends, t.at + interval '30 days'),
                changed_at = clock_timestamp(), told = s.told and s.authorization_ends is not null
                  and coalesce(t.ends, s.authorization_ends) = s.authorization_ends
              from told t where s.shop_id = t.shop_id and s.state = 'connected' and s.connected_at < t.at + interval '1 second'
              returning s.shop_id, s.region, s.authorization_ends)
            """ + ALARM;

    /** Where TikTok has not told it, what came with the tokens does: they last as long as the authorization (section 2). */
    private static final String AHEAD = """
            with ending as (
              update shop s set authorization_ends = l.refresh_token_expires_at, changed_at = clock_timestamp(), told = false
              from seller l where l.state = 'connected' and l.refresh_token_expires_at < clock_timestamp() + interval '30 days'
                and s.seller_open_id = l.open_id and s.state = 'connected' and s.authorization_ends is null
              returning s.shop_id, s.region, s.authorization_ends)
            """ + ALARM;

    private static final String UNTOLD = """
            select * from shop where not told order by shop_id limit 200 for update skip locked
            """;

    private static final String TOLD = "update shop set told = true where shop_id = any (:shops::text[])";

    private final JdbcClient database;
    private final OwnEntities entities;
    private final String renewalLink;

    /**
     * Takes what it works with.
     *
     * @param publicUrl where sellers find us; where it is empty, the renewal link is a path only
     */
    ShopStates(JdbcClient database, OwnEntities entities, @Value("${integration.public-url:}") String publicUrl) {
        this.database = database;
        this.entities = entities;
        this.renewalLink = publicUrl.strip().replaceFirst("/+$", "") + "/authorize";
    }

    /**
     * Sellers took the authorization back: their shops have left, the tokens are deleted with a seller's last shop, and somebody has
     * to know. Within the caller's transaction.
     */
    public void left(List<Told> told) {
        database.sql(LOCK_SELLERS)
                .param("shops", shops(told))
                .query(Integer.class)
                .list();
        bind(LEFT, told).update();
    }

    /** Authorizations end soon. Within the caller's transaction. */
    public void ending(List<Told> told) {
        bind(ENDING, told)
                .param("link", renewalLink)
                .param("ends", told.stream().map(t -> SqlTime.of(t.ends())).toArray(Timestamp[]::new))
                .update();
    }

    /** Raises the alarm where an authorization ends within 30 days. Within the caller's transaction. */
    public void lookAhead() {
        database.sql(AHEAD).param("link", renewalLink).update();
    }

    /** What there is to tell about shops, within the caller's transaction. */
    public List<MessageGroup> next() {
        List<Facts> untold =
                database.sql(UNTOLD).query((row, number) -> facts(row)).list();
        if (untold.isEmpty()) {
            return List.of();
        }
        List<MessageGroup> groups = entities.store("shop", untold);
        database.sql(TOLD)
                .param("shops", untold.stream().map(Facts::entityId).toArray(String[]::new))
                .update();
        return groups;
    }

    private JdbcClient.StatementSpec bind(String sql, List<Told> told) {
        return database.sql(sql)
                .param("shops", shops(told))
                .param("times", told.stream().map(t -> SqlTime.of(t.toldAt())).toArray(Timestamp[]::new));
    }

    private static String[] shops(List<Told> told) {
        return told.stream().map(Told::shopId).toArray(String[]::new);
    }

    private static Facts facts(ResultSet row) throws SQLException {
        String shop = row.getString("shop_id");
        Timestamp ends = row.getTimestamp("authorization_ends");
        Instant changed = row.getTimestamp("changed_at").toInstant();
        String state = row.getString("state");
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("shopId", shop).put("name", row.getString("name")).put("region", row.getString("region"));
        json.put("state", state.equals("connected") && ends != null ? "expiring" : state);
        if (!row.getString("reason").isEmpty()) {
            json.put("reason", row.getString("reason"));
        }
        if (ends != null) {
            json.put("authorizationEndsAt", ends.toInstant().toString());
        }
        json.put("connectedAt", row.getTimestamp("connected_at").toInstant().toString());
        json.put("updatedAt", changed.toString());
        return OwnEntities.facts("shop", shop, shop, changed, json);
    }
}
