package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.faults.ApiChance;
import io.creatorflow.tiktokshop.sandbox.shops.Seller;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import io.creatorflow.tiktokshop.sandbox.shops.Tokens;
import io.creatorflow.tiktokshop.sandbox.signing.App;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's checks, in its order: app_key, timestamp, sign, token, scope, shop_cipher, rate. (Path and method come
 * before, parameters after.)
 */
final class Checks {

    private static final long OLDEST = 300;
    private static final long NEWEST = 30;
    private static final byte[] NOTHING = {};

    private final App app;
    private final Tokens tokens;
    private final Shops shops;
    private final RateLimit rate;
    private final ApiSettings settings;
    private final VirtualClock clock;

    Checks(App app, Tokens tokens, Shops shops, RateLimit rate, ApiSettings settings, VirtualClock clock) {
        this.app = app;
        this.tokens = tokens;
        this.shops = shops;
        this.rate = rate;
        this.settings = settings;
        this.clock = clock;
    }

    Operation.Request pass(ApiCall call, Operation operation, ApiChance chance) throws ApiError {
        if (!call.parameter("app_key").equals(app.key())) {
            throw ApiError.appKey();
        }
        checkTimestamp(call.parameter("timestamp"));
        checkSign(call);
        Seller seller = seller(call.token(), chance);
        if (!settings.scopes().contains(operation.scope()) || !tokens.grants(seller, operation.scope())) {
            throw ApiError.scope();
        }
        Shop shop = shop(call, operation, seller);
        if (chance.tooManyRequests() || !rate.allows(operation, shop, chance)) {
            throw ApiError.tooMany();
        }
        return new Operation.Request(call, seller, shop, chance);
    }

    private void checkTimestamp(String text) throws ApiError {
        if (!text.matches("[0-9]{10}")) {
            throw ApiError.timestamp("not a unix time in seconds");
        }
        long age = clock.realMillis() / 1000 - Long.parseLong(text);
        if (age > OLDEST) {
            throw ApiError.timestamp("earlier than 5 minutes before the current time");
        }
        if (age < -NEWEST) {
            throw ApiError.timestamp("more than 30 seconds after the current time");
        }
    }

    private void checkSign(ApiCall call) throws ApiError {
        String sign = call.parameter("sign");
        if (sign.isEmpty()) {
            throw ApiError.signMissing();
        }
        boolean bodyOnGet = call.method().equals("GET") && call.body().length > 0;
        byte[] body = call.contentType().startsWith("multipart/form-data") ? NOTHING : call.body();
        boolean good = !bodyOnGet && App.same(sign, app.requestSign(call.path(), call.query(), body));
        boolean emptyObject = settings.lenientEmptyBody() && body.length == 2 && body[0] == '{' && body[1] == '}';
        if (!good && !(emptyObject && App.same(sign, app.requestSign(call.path(), call.query(), NOTHING)))) {
            throw ApiError.signWrong();
        }
    }

    private Seller seller(@Nullable String token, ApiChance chance) throws ApiError {
        if (token == null || token.isBlank()) {
            throw ApiError.tokenHeader();
        }
        Tokens.Access access = tokens.look(token);
        if (access.standing() == Tokens.Standing.EXPIRED || chance.expiredToken()) {
            throw ApiError.tokenExpired(settings.expiredTokenStatus());
        }
        Seller seller = access.seller();
        if (seller == null) {
            throw ApiError.tokenInvalid("your token is not known");
        }
        if (access.standing() == Tokens.Standing.DEAUTHORIZED) {
            throw ApiError.tokenInvalid("your token has been deauthorized");
        }
        return seller;
    }

    private @Nullable Shop shop(ApiCall call, Operation operation, Seller seller) throws ApiError {
        String cipher = call.query().get("shop_cipher");
        if (!operation.perShop()) {
            if (cipher != null) {
                throw ApiError.cipherUnexpected();
            }
            return null;
        }
        if (cipher == null || cipher.isEmpty()) {
            throw ApiError.cipherMissing();
        }
        Shop shop = shops.byCipher(cipher);
        if (shop == null || !shop.seller().equals(seller)) {
            throw ApiError.cipherNotYours();
        }
        return shop;
    }
}
