package io.creatorflow.tiktokshop.sandbox.shops;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Auth codes and token pairs, as the token host of TikTok Shop gives and takes them. */
public final class Tokens {

    /** What an access token is worth. */
    public enum Standing {
        /** Never given, or ended by a refresh. */
        UNKNOWN,
        /** Past its end. */
        EXPIRED,
        /** The seller removed the app. */
        DEAUTHORIZED,
        /** Fine. */
        GOOD
    }

    /**
     * An access token's worth, and whom it stands for.
     *
     * @param standing its worth
     * @param seller whom it stands for, null when unknown
     */
    public record Access(Standing standing, @Nullable Seller seller) {}

    private record Given(Seller seller, long expires, boolean deauthorized) {}

    private final Map<String, Given> codes = new HashMap<>();
    private final Map<String, Given> access = new HashMap<>();
    private final Map<String, Given> refresh = new HashMap<>();
    private final Map<String, String> accessOfRefresh = new HashMap<>();
    private final Map<Seller, List<String>> withheld = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final TokenSettings settings;
    private final VirtualClock clock;

    /**
     * No tokens yet.
     *
     * @param settings their lives
     * @param clock the time they live in
     */
    public Tokens(TokenSettings settings, VirtualClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** A code that a seller's consent gives, good once. */
    public synchronized String newCode(Seller seller) {
        String code = opaque(seller, 20);
        codes.put(code, new Given(seller, clock.seconds() + settings.codeSeconds(), false));
        return code;
    }

    /** Takes a code for a first pair. */
    public synchronized TokenPair exchange(String code) throws TokenRefused {
        Given given = codes.remove(code);
        if (given == null || given.expires <= clock.seconds()) {
            throw TokenRefused.authCode();
        }
        return pair(given.seller, clock.seconds() + settings.refreshSeconds());
    }

    /** Takes a refresh token for the next pair. */
    public synchronized TokenPair refresh(String token) throws TokenRefused {
        Given given = refresh.get(token);
        if (given == null || given.deauthorized) {
            throw TokenRefused.record();
        }
        if (given.expires <= clock.seconds()) {
            throw TokenRefused.refreshExpired();
        }
        if (settings.oldRefreshTokenDies()) {
            refresh.remove(token);
        }
        if (settings.oldAccessTokenDies()) {
            access.remove(accessOfRefresh.getOrDefault(token, ""));
        }
        return pair(given.seller, given.expires);
    }

    /** What an access token is worth now. */
    public synchronized Access look(String token) {
        Given given = access.get(token);
        if (given == null) {
            return new Access(Standing.UNKNOWN, null);
        }
        if (given.deauthorized) {
            return new Access(Standing.DEAUTHORIZED, given.seller);
        }
        boolean expired = given.expires <= clock.seconds();
        return new Access(expired ? Standing.EXPIRED : Standing.GOOD, given.seller);
    }

    /** The seller removes the app: all tokens end. */
    public synchronized void deauthorize(Seller seller) {
        end(access, seller);
        end(refresh, seller);
    }

    /** All access tokens of a seller run out now. */
    public synchronized void expire(Seller seller) {
        access.replaceAll((token, given) -> given.seller.equals(seller) ? new Given(seller, 0, false) : given);
    }

    /** The seller grants all scopes but these, from now on. */
    public synchronized void withhold(Seller seller, List<String> scopes) {
        withheld.put(seller, List.copyOf(scopes));
    }

    /** Whether the seller grants a scope that the app asks for. */
    public synchronized boolean grants(Seller seller, String scope) {
        return !withheld.getOrDefault(seller, List.of()).contains(scope);
    }

    /** Forgets everything. */
    public synchronized void reset() {
        codes.clear();
        access.clear();
        refresh.clear();
        accessOfRefresh.clear();
        withheld.clear();
    }

    private static void end(Map<String, Given> tokens, Seller seller) {
        tokens.replaceAll(
                (token, given) -> given.seller.equals(seller) ? new Given(seller, given.expires, true) : given);
    }

    private TokenPair pair(Seller seller, long refreshExpires) {
        TokenPair pair = new TokenPair(
                seller,
                opaque(seller, 32),
                clock.seconds() + settings.accessSeconds(),
                opaque(seller, 32),
                refreshExpires);
        access.put(pair.accessToken(), new Given(seller, pair.accessExpires(), false));
        refresh.put(pair.refreshToken(), new Given(seller, refreshExpires, false));
        accessOfRefresh.put(pair.refreshToken(), pair.accessToken());
        return pair;
    }

    private String opaque(Seller seller, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return (seller.region().equals("US") ? "TTP_" : "ROW_") + HexFormat.of().formatHex(value);
    }
}
