package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.http.Answer;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.shops.TokenPair;
import io.creatorflow.tiktokshop.sandbox.shops.TokenRefused;
import io.creatorflow.tiktokshop.sandbox.shops.TokenSettings;
import io.creatorflow.tiktokshop.sandbox.shops.Tokens;
import io.creatorflow.tiktokshop.sandbox.signing.App;

/**
 * GET /api/v2/token/get and /api/v2/token/refresh: not signed, always HTTP 200, expiries as absolute unix seconds, and
 * {@code success} in lower case.
 */
final class TokenHost {

    static final String GET = "/api/v2/token/get";
    static final String REFRESH = "/api/v2/token/refresh";

    private final App app;
    private final Tokens tokens;
    private final TokenSettings tokenSettings;
    private final ApiSettings apiSettings;
    private final Envelope envelope;

    TokenHost(App app, Tokens tokens, TokenSettings tokenSettings, ApiSettings apiSettings, Envelope envelope) {
        this.app = app;
        this.tokens = tokens;
        this.tokenSettings = tokenSettings;
        this.apiSettings = apiSettings;
        this.envelope = envelope;
    }

    static boolean owns(String path) {
        return path.equals(GET) || path.equals(REFRESH);
    }

    static String operation(String path) {
        return path.equals(GET) ? "get-token" : "refresh-token";
    }

    Answer answer(ApiCall call) throws ApiError {
        if (!call.method().equals("GET")) {
            throw ApiError.unknownPath();
        }
        if (!call.parameter("app_key").equals(app.key()) || !App.same(call.parameter("app_secret"), app.secret())) {
            throw new ApiError(200, 36004005, "can not find related auth record");
        }
        try {
            return success(call.path().equals(GET) ? exchange(call) : refresh(call));
        } catch (TokenRefused refused) {
            throw new ApiError(200, refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    private TokenPair exchange(ApiCall call) throws TokenRefused, ApiError {
        checkGrantType(call, "authorized_code", false);
        return tokens.exchange(call.parameter("auth_code"));
    }

    private TokenPair refresh(ApiCall call) throws TokenRefused, ApiError {
        checkGrantType(call, "refresh_token", tokenSettings.acceptAuthorizedCodeOnRefresh());
        return tokens.refresh(call.parameter("refresh_token"));
    }

    private static void checkGrantType(ApiCall call, String wanted, boolean lenient) throws ApiError {
        String given = call.parameter("grant_type");
        if (!given.equals(wanted) && !(lenient && given.equals("authorized_code"))) {
            throw new ApiError(200, 36004004, "invalid grant_type, wanted: " + wanted);
        }
    }

    private Answer success(TokenPair pair) {
        JsonText data = envelope.begin(800);
        data.field("access_token", pair.accessToken()).field("access_token_expire_in", pair.accessExpires());
        data.list("granted_scopes");
        apiSettings.scopes().stream()
                .filter(scope -> tokens.grants(pair.seller(), scope))
                .forEach(data::value);
        data.endList().field("open_id", pair.seller().openId());
        data.field("refresh_token", pair.refreshToken()).field("refresh_token_expire_in", pair.refreshExpires());
        data.field("seller_base_region", pair.seller().region())
                .field("seller_name", pair.seller().name());
        data.field("user_type", 0);
        return envelope.end(data, "success");
    }
}
