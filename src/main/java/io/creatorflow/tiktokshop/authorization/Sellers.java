package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.api.Access;
import io.creatorflow.tiktokshop.authorization.TokenCipher.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sellers, their tokens (encrypted) and their shops, in the database. */
@Repository
class Sellers {

    private static final String ACCESS_OF_SHOP = """
            select open_id, access_token, generation, access_token_expires_at, shop.cipher
            from shop join seller on open_id = seller_open_id where shop_id = :shop and shop.state = 'connected'""";
    private static final String ACCESS_OF_SELLER = """
            select open_id, access_token, generation, access_token_expires_at, '' as cipher
            from seller where open_id = :seller""";
    private static final String DUE_FOR_REFRESH = """
            select open_id, access_token, generation, access_token_expires_at, '' as cipher from seller
            where state = 'connected' and (refresh_until is null or refresh_until < clock_timestamp())
              and clock_timestamp() > access_token_expires_at - (access_token_expires_at - obtained_at) / 4
            order by access_token_expires_at limit :most""";
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
    private static final String CONNECT_SHOP = """
            with connected as (
              insert into shop (shop_id, seller_open_id, name, region, seller_type, cipher)
              values (:id, :seller, :name, :region, :type, :cipher)
              on conflict (shop_id) do update set seller_open_id = excluded.seller_open_id, name = excluded.name,
                region = excluded.region, seller_type = excluded.seller_type, cipher = excluded.cipher,
                state = 'connected', reason = '', authorization_ends = null, connected_at = clock_timestamp(),
                changed_at = clock_timestamp(), told = false
              returning shop_id)
            insert into issue_report (kind, shop_id, gone)
            select kind, shop_id, true from connected
            cross join (values ('authorization-lost'), ('authorization-ending')) ended (kind)""";
    private static final String LEASE_REFRESH = """
            update seller set refresh_owner = :owner, refresh_until = clock_timestamp() + :millis * interval '1 ms'
            where open_id = :seller and generation = :generation and state = 'connected'
              and (refresh_until is null or refresh_until < clock_timestamp() or refresh_owner = :owner)
            returning refresh_token""";
    private static final String RENEW = """
            update seller set access_token = :access, access_token_expires_at = :accessExpires,
              refresh_token = :refresh, refresh_token_expires_at = :refreshExpires, scopes = :scopes,
              generation = generation + 1, obtained_at = clock_timestamp(), refresh_owner = null,
              refresh_until = null, changed_at = clock_timestamp()
            where open_id = :seller and generation = :generation""";
    private static final String AUTHORIZE_AGAIN = """
            with lost as (
              update seller set state = 'authorize-again', reason = :reason, refresh_owner = null, refresh_until = null,
                changed_at = clock_timestamp()
              where open_id = :seller and generation = :generation and state = 'connected' returning open_id),
            closed as (
              update shop set state = 'needs_reauthorization', reason = :why, changed_at = clock_timestamp(), told = false
              from lost where seller_open_id = open_id and shop.state = 'connected' returning shop_id)
            insert into issue_report (kind, shop_id, detail) select 'authorization-lost', shop_id, :why from closed""";

    private final JdbcClient database;
    private final TokenCipher cipher;

    Sellers(JdbcClient database, TokenCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /** What a call for this shop carries. */
    Optional<Access> accessOfShop(String shopId) {
        return database.sql(ACCESS_OF_SHOP)
                .param("shop", shopId)
                .query(this::access)
                .optional();
    }

    /** What a call for this seller carries. */
    Optional<Access> accessOfSeller(String openId) {
        return database.sql(ACCESS_OF_SELLER)
                .param("seller", openId)
                .query(this::access)
                .optional();
    }

    /** Sellers with less than a quarter of their access token's life left, whom nobody is refreshing. */
    List<Access> dueForRefresh(int most) {
        return database.sql(DUE_FOR_REFRESH)
                .param("most", most)
                .query(this::access)
                .list();
    }

    /** Writes what a seller has granted; a seller who authorizes again starts a new generation. */
    void connect(Tokens tokens) {
        bind(database.sql(CONNECT_SELLER), tokens)
                .param("name", tokens.sellerName())
                .param("region", tokens.region())
                .update();
    }

    /**
     * Takes the sole right to refresh a generation.
     *
     * @param owner who asks; the same one may ask again
     * @return the refresh token; empty when somebody else has the right, or the generation is over
     */
    Optional<String> leaseRefresh(String openId, long generation, UUID owner, Duration lease) {
        return database.sql(LEASE_REFRESH)
                .param("owner", owner)
                .param("millis", lease.toMillis())
                .param("seller", openId)
                .param("generation", generation)
                .query((row, number) -> cipher.decrypt(row.getBytes(1), openId, Kind.REFRESH))
                .optional();
    }

    /** Replaces both tokens of a generation at once. False when the generation was over already. */
    boolean renew(long generation, Tokens tokens) {
        return bind(database.sql(RENEW), tokens).param("generation", generation).update() == 1;
    }

    /** Why this seller has to authorize the app again; empty when there is no reason. */
    Optional<String> reasonToAuthorizeAgain(String openId) {
        return database.sql("select reason from seller where open_id = :seller and state = 'authorize-again'")
                .param("seller", openId)
                .query(String.class)
                .optional();
    }

    /**
     * Remembers that only the seller can mend it; nothing of the seller's shops is read until then.
     *
     * @param why in short, for everybody
     */
    void authorizeAgain(String openId, long generation, String reason, String why) {
        database.sql(AUTHORIZE_AGAIN)
                .param("seller", openId)
                .param("generation", generation)
                .param("reason", reason)
                .param("why", why)
                .update();
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
                .update();
    }

    private JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Tokens tokens) {
        String seller = tokens.openId();
        return statement
                .param("seller", seller)
                .param("access", cipher.encrypt(tokens.accessToken(), seller, Kind.ACCESS))
                .param("accessExpires", Timestamp.from(tokens.accessExpiresAt()))
                .param("refresh", cipher.encrypt(tokens.refreshToken(), seller, Kind.REFRESH))
                .param("refreshExpires", Timestamp.from(tokens.refreshExpiresAt()))
                .param("scopes", tokens.scopes().toArray(String[]::new));
    }

    private Access access(ResultSet row, int number) throws SQLException {
        String seller = row.getString("open_id");
        return new Access(
                seller,
                row.getString("cipher"),
                cipher.decrypt(row.getBytes("access_token"), seller, Kind.ACCESS),
                row.getLong("generation"),
                row.getTimestamp("access_token_expires_at").toInstant());
    }
}
