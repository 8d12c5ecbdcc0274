package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.api.Access;
import io.creatorflow.tiktokshop.api.ApiCall;
import io.creatorflow.tiktokshop.api.ApiCalls;
import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.api.ApiResponse;
import io.creatorflow.tiktokshop.api.ApiSettings;
import io.creatorflow.tiktokshop.api.ErrorCodes;
import io.creatorflow.tiktokshop.api.NotAuthorized;
import io.creatorflow.tiktokshop.api.PlatformUnavailable;
import io.creatorflow.tiktokshop.api.TikTokShopException;
import io.creatorflow.tiktokshop.api.TokenBusy;
import io.creatorflow.tiktokshop.durable.DatabaseTrouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Renews a seller's tokens. TikTok replaces both tokens at each refresh, so exactly one caller of all replicas may ask: it takes a
 * lease on the seller's row, asks, and stores both at once. No database connection is held while it asks.
 */
@Component("tokenRefresh")
public class TokenRefresh {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRefresh.class);

    private static final Duration LEASE_MARGIN = Duration.ofSeconds(2);
    private static final int MOST_AT_ONCE = 100;

    /** With half a second between, as {@code store-errors} has it, five minutes at the least. */
    private static final int MOST_REPEATS = 600;

    private final Renewals renewals;
    private final ShopAccess shopAccess;
    private final ApiCalls calls;
    private final ApiSettings settings;

    TokenRefresh(Renewals renewals, ShopAccess shopAccess, ApiCalls calls, ApiSettings settings) {
        this.renewals = renewals;
        this.shopAccess = shopAccess;
        this.calls = calls;
        this.settings = settings;
    }

    /** Sellers whose tokens should be renewed before they end, without the tokens. */
    public List<Access> due() {
        return renewals.due(MOST_AT_ONCE);
    }

    /**
     * Begins the refresh of a seller's tokens.
     *
     * @param access what is to be renewed
     * @param call the call that waits for it; {@code null} when none does
     * @return the call to the token host
     * @throws TokenBusy when somebody else is at it
     * @throws NotAuthorized when only the seller can mend it
     * @throws PlatformUnavailable when the waiting call's deadline leaves no room: a refresh whose answer is not awaited loses
     *     the tokens
     */
    public ApiCall begin(
            @ExchangeProperty("apiAccess") Access access, @ExchangeProperty("apiCall") @Nullable ApiCall call) {
        if (call != null && call.remaining().compareTo(settings.refreshDeadline()) < 0) {
            throw new PlatformUnavailable(call + ": too little time is left to refresh the token", 0, "", null);
        }
        if (call != null) {
            call.renewsToken(access.generation());
        }
        UUID owner = call == null ? UUID.randomUUID() : call.id();
        String seller = access.sellerOpenId();
        Optional<String> refreshToken = renewals.lease(
                seller, access.generation(), owner, settings.refreshDeadline().plus(LEASE_MARGIN));
        if (refreshToken.isEmpty()) {
            throw renewals.reasonToAuthorizeAgain(seller)
                    .<TikTokShopException>map(reason -> new NotAuthorized(reason, 0, ""))
                    .orElseGet(() -> new TokenBusy(seller));
        }
        return calls.begin(
                ApiRequest.forNobody(Map.of("refresh_token", refreshToken.get(), "grant_type", "refresh_token")),
                "refresh-token");
    }

    /** Stores both new tokens in place of those of this generation. Doing it again changes nothing. */
    public void store(@Body ApiResponse answer, @ExchangeProperty("apiAccess") Access access) {
        Tokens tokens = Tokens.of(answer.data());
        boolean stored = renewals.renew(access.generation(), tokens);
        shopAccess.forget(access.sellerOpenId());
        LOG.info(
                "tokens of seller {} {}, good until {}",
                access.sellerOpenId(),
                stored ? "renewed" : "had been renewed already",
                tokens.accessExpiresAt());
    }

    /**
     * Whether to store them again. It does not matter whether a call still waits: TikTok may have ended the old ones.
     *
     * @param time the first one, or a later one
     */
    public boolean storesAgain(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
            @Header(Exchange.REDELIVERY_COUNTER) int time) {
        return time <= MOST_REPEATS && DatabaseTrouble.is(failure);
    }

    /** The new tokens could not be stored, and nobody else has them. */
    public PlatformUnavailable lost(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
            @ExchangeProperty("apiAccess") Access access) {
        String lost = "the new tokens of seller " + access.sellerOpenId() + " could not be stored and are lost: "
                + failure.getMessage();
        LOG.error("{}; where TikTok Shop has ended the old ones, the seller has to authorize again", lost);
        return new PlatformUnavailable(lost, 0, "", failure);
    }

    /** Remembers it when only the seller can mend what TikTok refused. */
    public void remember(
            @ExchangeProperty("apiFailure") TikTokShopException refusal,
            @ExchangeProperty("apiAccess") @Nullable Access access) {
        if (access != null && refusal.endsAuthorization()) {
            renewals.authorizeAgain(
                    access.sellerOpenId(),
                    access.generation(),
                    String.valueOf(refusal.getMessage()),
                    "code " + refusal.code() + ", " + ErrorCodes.meaning(refusal.code()));
            shopAccess.forget(access.sellerOpenId());
        }
    }

    /** Says why a refresh ahead of time did not happen; the next one tries again unless only the seller can mend it. */
    public void postponed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
            @ExchangeProperty("apiAccess") @Nullable Access access) {
        if (failure instanceof TikTokShopException refusal) {
            remember(refusal, access);
            LOG.info("refresh of {} postponed: {}", access, failure.getMessage());
        } else {
            LOG.warn("refresh of {} postponed: {}", access, failure.getMessage());
        }
    }
}
