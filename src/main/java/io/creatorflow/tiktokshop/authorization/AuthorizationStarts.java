package io.creatorflow.tiktokshop.authorization;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.creatorflow.tiktokshop.authorization.AuthorizationRefused.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Begins authorizations, and takes each back once, in the browser that began it, on any replica. What binds the two ends is random:
 * the state goes to TikTok Shop and back, the other text stays in the browser as a cookie, and the database knows the hashes.
 */
@Component("authorizationStarts")
public class AuthorizationStarts {

    private static final String BEGIN = """
            with over as (
              delete from authorization_start where state_sha256 in (
                select state_sha256 from authorization_start where ends_at < clock_timestamp() - interval '1 day'
                order by ends_at limit 100 for update skip locked))
            insert into authorization_start (state_sha256, browser_sha256, ends_at)
            values (:state, :browser, clock_timestamp() + :millis * interval '1 ms')""";
    private static final String TAKE = """
            update authorization_start set returned_at = clock_timestamp()
            where state_sha256 = :state and browser_sha256 = :browser and returned_at is null and ends_at > clock_timestamp()""";
    private static final String WHY_NOT = """
            select case when browser_sha256 <> :browser then 'OTHER_BROWSER' when returned_at is null then 'EXPIRED' else 'USED' end
            from authorization_start where state_sha256 = :state""";
    private static final int RANDOM_BYTES = 32;

    private final JdbcClient database;
    private final AuthorizationLinks links;
    private final Duration life;
    private final boolean secure;
    private final String cookie;
    private final SecureRandom random = new SecureRandom();

    /**
     * Takes the knobs.
     *
     * @param life how long an authorization may take
     * @param publicUrl where browsers find us; the cookie is for https alone where this is https
     */
    AuthorizationStarts(
            JdbcClient database,
            AuthorizationLinks links,
            @Value("${authorization.life}") Duration life,
            @Value("${integration.public-url}") String publicUrl) {
        this.database = database;
        this.links = links;
        this.life = life;
        this.secure = publicUrl.startsWith("https:");
        this.cookie = secure ? "__Host-authorization" : "authorization";
    }

    /**
     * Begins one.
     *
     * @param region of the shop
     * @throws AuthorizationRefused when the app has no service id yet
     */
    public AuthorizationStart begin(@Header("region") String region) {
        String state = random();
        String browser = random();
        AuthorizationStart start = new AuthorizationStart(links.to(region, state), cookie(browser));
        database.sql(BEGIN)
                .param("state", sha256(state))
                .param("browser", sha256(browser))
                .param("millis", life.toMillis())
                .update();
        return start;
    }

    /**
     * Ends one: it has come back.
     *
     * @param cookies what the browser sent
     * @param error what TikTok says instead of a code
     * @throws AuthorizationRefused unless it is good, and a code came with it
     */
    public void end(
            @Header("state") @Nullable String state,
            @Header("Cookie") @Nullable String cookies,
            @Header("code") @Nullable String code,
            @Header("error") @Nullable String error) {
        if (error != null) {
            throw new AuthorizationRefused(Reason.DENIED);
        }
        if (state == null || state.isBlank()) {
            throw new AuthorizationRefused(Reason.NO_STATE);
        }
        take(sha256(state), sha256(browser(cookies)));
        if (code == null || code.isBlank() || code.equals("null")) {
            throw new AuthorizationRefused(Reason.NO_CODE);
        }
    }

    private void take(byte[] state, byte[] browser) {
        int taken = database.sql(TAKE)
                .param("state", state)
                .param("browser", browser)
                .update();
        if (taken == 0) {
            throw new AuthorizationRefused(database.sql(WHY_NOT)
                    .param("state", state)
                    .param("browser", browser)
                    .query(Reason.class)
                    .optional()
                    .orElse(Reason.EXPIRED));
        }
    }

    private String cookie(String browser) {
        return ResponseCookie.from(cookie, browser)
                .path("/")
                .maxAge(life)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .build()
                .toString();
    }

    private String browser(@Nullable String cookies) {
        return Arrays.stream(cookies == null ? new String[0] : cookies.split(";"))
                .map(String::strip)
                .filter(one -> one.startsWith(cookie + "="))
                .map(one -> one.substring(cookie.length() + 1))
                .findFirst()
                .orElse("");
    }

    private String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
