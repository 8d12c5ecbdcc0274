package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.api.Access;
import io.creatorflow.tiktokshop.api.ApiCall;
import io.creatorflow.tiktokshop.api.NotAuthorized;
import io.creatorflow.tiktokshop.api.Operation.ActsFor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The token and cipher of each call. Kept in memory, decrypted, for a minute, so that a change made elsewhere is seen. */
@Component("shopAccess")
public class ShopAccess {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST = 20_000;

    private record Key(ActsFor actsFor, String id) {}

    private record Kept(Access access, Instant until) {}

    private final Map<Key, Kept> kept = new ConcurrentHashMap<>();
    private final Sellers sellers;
    private final Clock clock;

    ShopAccess(Sellers sellers, Clock clock) {
        this.sellers = sellers;
        this.clock = clock;
    }

    /**
     * What the call carries: read anew where the token we knew is over, or TikTok has refused it.
     *
     * @throws NotAuthorized when the shop or seller has not connected
     */
    public Access find(@ExchangeProperty("apiCall") ApiCall call) {
        Key key = new Key(call.operation().actsFor(), call.request().shopId());
        Instant now = clock.instant();
        Kept known = kept.get(key);
        if (known != null
                && known.until().isAfter(now)
                && known.access().expiresAt().isAfter(now)
                && !call.hasRefused(known.access().generation())) {
            return known.access();
        }
        Access access = read(key)
                .orElseThrow(
                        () -> new NotAuthorized(call + ": not connected, open the authorization link first", 0, ""));
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(key, new Kept(access, now.plus(KEPT)));
        return access;
    }

    /** Whether the token has to be refreshed before the call can be made. */
    public boolean isOver(@ExchangeProperty("apiCall") ApiCall call, @ExchangeProperty("apiAccess") Access access) {
        return call.hasRefused(access.generation()) || !access.expiresAt().isAfter(clock.instant());
    }

    /** Forgets what is known of a seller, whose tokens or shops have changed. */
    void forget(String openId) {
        kept.values().removeIf(entry -> entry.access().sellerOpenId().equals(openId));
    }

    private Optional<Access> read(Key key) {
        return key.actsFor() == ActsFor.SHOP ? sellers.accessOfShop(key.id()) : sellers.accessOfSeller(key.id());
    }
}
