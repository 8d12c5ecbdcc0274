package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.api.Access;
import io.creatorflow.tiktokshop.api.RenewedTokens;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who may renew a seller's tokens, and what came of it. The lock is a lease on the seller's row, on the clock of the database; what
 * counts is the generation: whoever renews one stores the next, once.
 */
@Repository
class Renewals implements RenewedTokens {

    /**
     * At a third, so that a refresh that has to be tried again is still done with more than a quarter left. No token is read, as one that
     * does not open is to hold up its own seller only; whoever was tried in vain comes after the others.
     */
    private static final String DUE = """
            select open_id, generation, access_token_expires_at from seller
            where state = 'connected' and (refresh_until is null or refresh_until < clock_timestamp())
              and clock_timestamp() > access_token_expires_at - (access_token_expires_at - obtained_at) / 3
            order by refresh_until nulls first, access_token_expires_at limit :most
            """;

    private static final String LEASE = """
            update seller set refresh_owner = :owner, refresh_until = clock_timestamp() + :millis * interval '1 ms'
            where open_id = :seller and generation = :generation and state = 'connected'
              and (refresh_until is null or refresh_until < clock_timestamp() or refresh_owner = :owner)
            returning refresh_token
            """;

    private static final String RENEW = """
            with before as (select state from seller where open_id = :seller and generation = :generation for update)
            update seller set access_token = :access, access_token_expires_at = :accessExpires,
              refresh_token = :refresh, refresh_token_expires_at = :refreshExpires, scopes = :scopes,
              generation = generation + 1, obtained_at = clock_timestamp(), refresh_owner = null,
              refresh_until = null, state = 'connected', reason = '', changed_at = clock_timestamp()
            from before where open_id = :seller and generation = :generation returning before.state
            """;

    /**
     * An answer that was slow to come makes up for the refusal that another replica got meanwhile, as it had the old token only. Where
     * there was none, a shop that is closed has lost its authorization otherwise and stays so. A statement of its own, so that it sees
     * what the one before has waited for.
     */
    private static final String BACK = """
            with back as (
              update shop set state = 'connected', reason = '', changed_at = clock_timestamp(), told = false
              where seller_open_id = :seller and state = 'needs_reauthorization' returning shop_id)
            insert into issue_report (kind, shop_id, gone) select 'authorization-lost', shop_id, true from back
            """;

    private static final String AUTHORIZE_AGAIN = """
            with lost as (
              update seller set state = 'authorize-again', reason = :reason, access_token = null, refresh_token = null,
                refresh_owner = null, refresh_until = null, changed_at = clock_timestamp()
              where open_id = :seller and generation = :generation and state = 'connected' returning open_id),
            closed as (
              update shop set state = 'needs_reauthorization', reason = :why, changed_at = clock_timestamp(), told = false
              from lost where seller_open_id = open_id and shop.state = 'connected' returning shop_id)
            insert into issue_report (kind, shop_id, detail) select 'authorization-lost', shop_id, :why from closed
            """;

    private static final String RENEWED = """
            select exists (
              select from seller where open_id = :seller and state = 'connected'
                and (generation > :generation or :soon and refresh_until > clock_timestamp()))
            """;

    private final JdbcClient database;
    private final TokenColumns columns;

    Renewals(JdbcClient database, TokenColumns columns) {
        this.database = database;
        this.columns = columns;
    }

    /** Sellers with less than a third of their access token's life left, whom nobody is refreshing. */
    List<Access> due(int most) {
        return database.sql(DUE)
                .param("most", most)
                .query(columns::accessWithoutToken)
                .list();
    }

    /**
     * Takes the sole right to refresh a generation.
     *
     * @param owner who asks; the same one may ask again
     * @return the refresh token; empty when somebody else has the right, or the generation is over
     * @throws IllegalStateException when it does not open
     */
    Optional<String> lease(String openId, long generation, UUID owner, Duration lease) {
        return database.sql(LEASE)
                .param("owner", owner)
                .param("millis", lease.toMillis())
                .param("seller", openId)
                .param("generation", generation)
                .query((ResultSet row, int number) -> columns.refreshToken(row, openId))
                .optional();
    }

    /** Replaces both tokens of a generation at once. False when the generation was over already. */
    @Transactional
    boolean renew(long generation, Tokens tokens) {
        Optional<String> before = columns.bind(database.sql(RENEW), tokens)
                .param("generation", generation)
                .query(String.class)
                .optional();
        if (before.filter("authorize-again"::equals).isPresent()) {
            database.sql(BACK).param("seller", tokens.openId()).update();
        }
        return before.isPresent();
    }

    @Override
    public boolean since(Access access) {
        return renewed(access, false);
    }

    @Override
    public boolean sinceOrSoon(Access access) {
        return renewed(access, true);
    }

    private boolean renewed(Access access, boolean soon) {
        return database.sql(RENEWED)
                .param("seller", access.sellerOpenId())
                .param("generation", access.generation())
                .param("soon", soon)
                .query(Boolean.class)
                .single();
    }

    /** Why this seller has to authorize the app again, or has left; empty when there is no reason. */
    Optional<String> reasonToAuthorizeAgain(String openId) {
        return database.sql("select reason from seller where open_id = :seller and state <> 'connected'")
                .param("seller", openId)
                .query(String.class)
                .optional();
    }

    /**
     * Remembers that only the seller can mend it, and deletes the tokens of this generation; nothing of the seller's shops is read
     * until then. When the generation is over already, another replica has renewed it, and nothing changes.
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
}
