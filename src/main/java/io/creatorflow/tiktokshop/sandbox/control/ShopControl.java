package io.creatorflow.tiktokshop.sandbox.control;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.Sku;
import io.creatorflow.tiktokshop.sandbox.shops.NewShop;
import io.creatorflow.tiktokshop.sandbox.shops.Seller;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import io.creatorflow.tiktokshop.sandbox.shops.Tokens;
import io.creatorflow.tiktokshop.sandbox.webhooks.Webhooks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes shops, and plays the seller who authorises the app or removes it. */
@RestController
@RequestMapping(produces = "application/json")
final class ShopControl {

    private static final long THIRTY_DAYS = 30L * 24 * 3600;

    private final Shops shops;
    private final Tokens tokens;
    private final Orders orders;
    private final Webhooks webhooks;
    private final VirtualClock clock;
    private final Lookup lookup;

    ShopControl(Shops shops, Tokens tokens, Orders orders, Webhooks webhooks, VirtualClock clock) {
        this.clock = clock;
        this.shops = shops;
        this.tokens = tokens;
        this.orders = orders;
        this.webhooks = webhooks;
        this.lookup = new Lookup(shops, orders);
    }

    /** Makes a shop; its seller consents at once, so that the answer holds an auth code. */
    @PostMapping("/shops")
    byte[] make(@RequestBody(required = false) @Nullable NewShop wish) {
        Shop shop = shops.make(wish == null ? NewShop.ANY : wish);
        JsonText json = shop(new JsonText(400).object(), shop);
        return json.field("authCode", tokens.newCode(shop.seller())).endObject().bytes();
    }

    /** All shops. */
    @GetMapping("/shops")
    byte[] all() {
        JsonText json = new JsonText(4096).object().list("shops");
        shops.all().forEach(shop -> shop(json.object(), shop).endObject());
        return json.endList().endObject().bytes();
    }

    /** One shop, and what it sells. */
    @GetMapping("/shops/{shopId}")
    byte[] one(@PathVariable String shopId) {
        Shop shop = lookup.shop(shopId);
        JsonText json = shop(new JsonText(2000).object(), shop).list("skus");
        for (Sku sku : orders.of(shop).catalogue().skus()) {
            json.object().field("sellerSku", sku.sellerSku()).field("skuId", sku.skuId());
            json.field("productId", sku.productId()).field("price", sku.price()).endObject();
        }
        return json.endList().endObject().bytes();
    }

    /** The seller consents once more: a new auth code. */
    @PostMapping("/sellers/{openId}/auth-code")
    Map<String, String> consent(@PathVariable String openId) {
        return Map.of("authCode", tokens.newCode(lookup.seller(openId)));
    }

    /** All access tokens of the seller run out now. */
    @PostMapping("/sellers/{openId}/expire-tokens")
    Map<String, String> expire(@PathVariable String openId) {
        tokens.expire(lookup.seller(openId));
        return Map.of("openId", openId);
    }

    /** The seller removes the app: tokens end, and webhook 6 tells so for each shop. */
    @PostMapping("/sellers/{openId}/deauthorize")
    Map<String, String> deauthorize(@PathVariable String openId) {
        Seller seller = lookup.seller(openId);
        tokens.deauthorize(seller);
        for (Shop shop : shops.of(seller)) {
            JsonText data = new JsonText(100).object();
            data.field("message", "Shop_id " + shop.id() + " is deauthorized from your APP by merchant.");
            webhooks.send(6, shop.id(), data.endObject().toString());
        }
        return Map.of("openId", openId);
    }

    /** The authorization ends in 30 days, and webhook 7 tells so for each shop. */
    @PostMapping("/sellers/{openId}/expire-authorization")
    Map<String, String> expireAuthorization(@PathVariable String openId) {
        long ends = clock.seconds() + THIRTY_DAYS;
        for (Shop shop : shops.of(lookup.seller(openId))) {
            JsonText data = new JsonText(200).object();
            data.field(
                    "message",
                    "Authorization of shop_id " + shop.id()
                            + " is expiring in 30 days. Please direct the merchant to re-authorize.");
            data.field("expiration_time", Long.toString(ends));
            webhooks.send(7, shop.id(), data.endObject().toString());
        }
        return Map.of("openId", openId);
    }

    /**
     * What a seller does not grant.
     *
     * @param scopes keys such as seller.order.info
     */
    record WithheldScopes(@Nullable List<String> scopes) {}

    /** The seller grants all scopes but these: calls that need one of them answer 105005. */
    @PutMapping("/sellers/{openId}/withheld-scopes")
    Map<String, String> withhold(@PathVariable String openId, @RequestBody WithheldScopes withheld) {
        if (withheld.scopes == null) {
            throw new IllegalArgumentException("scopes is missing: give the keys of those that are not granted.");
        }
        tokens.withhold(lookup.seller(openId), withheld.scopes);
        return Map.of("openId", openId);
    }

    private static JsonText shop(JsonText json, Shop shop) {
        json.field("shopId", shop.id()).field("cipher", shop.cipher()).field("name", shop.name());
        json.field("region", shop.region()).field("sellerType", shop.sellerType());
        json.field("sellerOpenId", shop.seller().openId());
        return json.field("sellerName", shop.seller().name());
    }
}
