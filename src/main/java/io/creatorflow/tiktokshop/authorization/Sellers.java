package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.api.Access;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sellers who authorize the app, and their shops, in the database. */
@Repository
class Sellers {

    private static final String ACCESS_OF_SHOP = """
            select open_id, access_token, generation, access_token_expires_at, shop.cipher
            from shop join seller on open_id = seller_open_id
            where shop_id = :shop and shop.state = 'connected' and seller.state = 'connected'""";
    private static final String ACCESS_OF_SELLER = """
            select open_id, access_token, generation, access_token_expires_at, '' as cipher
            from seller where open_id = :seller and state = 'connected'""";
    private static final String CONNECT_SELLER = """
            insert into seller as old (open_id, name, region, access_token, access_token_expires_at, refresh_token,
              refresh_token_expires_at, scopes)
            values (:seller, :name, :region, :access, :accessExpires, :refresh, :refreshExpires, :scopes)
            on conflict (open_id) do update set name = excluded.name, region = excluded.region,
              access_token = excluded.access_token, access_token_expires_at = excluded.access_token_expires_at,
              refresh_token = excluded.refresh_token, refresh_token_expires_at = excluded.refresh_token_expires_at,
              scopes = excluded.scopes, generation = old.generation + 1, obtained_at = clock_timestamp(),
              refresh_owner = null, refresh_until = null, state = 'connected', reason = '',
              changed_at = clock_timestamp()""";
    private static final String LOCK_SELLER =
            "select open_id from seller where open_id = :seller and state = 'connected' for update";
    private static final String CONNECT_SHOP = """
            with connected as (
              insert into shop (shop_id, seller_open_id, name, region, seller_type, cipher, webhooks_due_at)
              values (:id, :seller, :name, :region, :type, :cipher, clock_timestamp() + :millis * interval '1 ms')
              on conflict (shop_id) do update set seller_open_id = excluded.seller_open_id, name = excluded.name,
                region = excluded.region, seller_type = excluded.seller_type, cipher = excluded.cipher,
                state = 'connected', reason = '', authorization_ends = null, connected_at = clock_timestamp(),
                changed_at = clock_timestamp(), told = false, webhooks_due_at = excluded.webhooks_due_at
              returning shop_id),
            read_at_once as (
              delete from hint_held where shop_id = :id)
            insert into issue_report (kind, shop_id, gone)
            select kind, shop_id, true from connected
            cross join (values ('authorization-lost'), ('authorization-ending')) ended (kind)""";

    private final JdbcClient database;
    private final TokenColumns tokens;
    private final Duration webhooksAgain;

    /**
     * Takes what it works with.
     *
     * @param webhooksAgain how long after a shop is connected its webhooks are looked at, unless they are registered before
     */
    Sellers(JdbcClient database, TokenColumns tokens, @Value("${webhooks.retry-after}") Duration webhooksAgain) {
        this.database = database;
        this.tokens = tokens;
        this.webhooksAgain = webhooksAgain;
    }

    /** What a call for this shop carries. */
    Optional<Access> accessOfShop(String shopId) {
        return database.sql(ACCESS_OF_SHOP)
                .param("shop", shopId)
                .query(tokens::access)
                .optional();
    }

    /** What a call for this seller carries. */
    Optional<Access> accessOfSeller(String openId) {
        return database.sql(ACCESS_OF_SELLER)
                .param("seller", openId)
                .query(tokens::access)
                .optional();
    }

    /** Writes what a seller has granted; a seller who authorizes again starts a new generation. */
    void connect(Tokens granted) {
        tokens.bind(database.sql(CONNECT_SELLER), granted)
                .param("name", granted.sellerName())
                .param("region", granted.region())
                .update();
    }

    /**
     * Keeps others from ending a seller's authorization within the caller's transaction. False when it is over already.
     */
    boolean lock(String openId) {
        return database.sql(LOCK_SELLER)
                .param("seller", openId)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** Writes a shop of a seller. */
    void connect(Shop shop) {
        database.sql(CONNECT_SHOP)
                .param("id", shop.id())
                .param("seller", shop.sellerOpenId())
                .param("name", shop.name())
                .param("region", shop.region())
                .param("type", shop.sellerType())
                .param("cipher", shop.cipher())
                .param("millis", webhooksAgain.toMillis())
                .update();
    }
}
