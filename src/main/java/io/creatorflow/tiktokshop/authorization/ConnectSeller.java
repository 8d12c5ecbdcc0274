package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.api.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Connects a seller who comes back from TikTok Shop's authorization page. */
@Component("connectSeller")
public class ConnectSeller {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectSeller.class);

    private final Sellers sellers;
    private final ShopAccess shopAccess;

    ConnectSeller(Sellers sellers, ShopAccess shopAccess) {
        this.sellers = sellers;
        this.shopAccess = shopAccess;
    }

    /**
     * What to ask the token host.
     *
     * @param code the authorization code: good once, for 30 minutes
     */
    public ApiRequest exchange(@Header("code") String code) {
        return ApiRequest.forNobody(Map.of("auth_code", code, "grant_type", "authorized_code"));
    }

    /**
     * Stores the tokens.
     *
     * @return the seller's open_id
     */
    public String storeTokens(@Body ApiResponse answer) {
        Tokens tokens = Tokens.of(answer.data());
        sellers.connect(tokens);
        shopAccess.forget(tokens.openId());
        return tokens.openId();
    }

    /** Asks for the seller's shops. */
    public ApiRequest listShops(@ExchangeProperty("sellerOpenId") String openId) {
        return ApiRequest.forSeller(openId);
    }

    /**
     * Stores the shops.
     *
     * @throws AuthorizationRefused when the authorization has ended since it was given: no shop is connected without its seller
     */
    @Transactional
    public List<Shop> storeShops(@Body ApiResponse answer, @ExchangeProperty("sellerOpenId") String openId) {
        List<Shop> shops = StreamSupport.stream(answer.data().path("shops").spliterator(), false)
                .map(shop -> Shop.of(shop, openId))
                .toList();
        if (!sellers.lock(openId)) {
            throw new AuthorizationRefused(AuthorizationRefused.Reason.OVER);
        }
        shops.forEach(sellers::connect);
        shopAccess.forget(openId);
        LOG.info("seller {} connected with {} shops", openId, shops.size());
        return shops;
    }

    /** TikTok's ids of these shops. */
    public List<String> shopIds(@ExchangeProperty("connectedShops") List<Shop> shops) {
        return shops.stream().map(Shop::id).toList();
    }
}
