package io.creatorflow.tiktokshop.authorization;

import io.creatorflow.tiktokshop.support.TestEnvironment;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Request;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/**
 * A shop of a test's own, connected as if its seller had authorized.
 *
 * @param id shop id
 * @param seller open_id
 * @param cipher in every call for the shop: the stub knows the shop by it
 * @param refreshToken the stub knows refreshes by it
 */
public record ConnectedShop(String id, String seller, String cipher, String accessToken, String refreshToken) {

    /** Connects a new shop whose token is good for a week. */
    public static ConnectedShop make(ApplicationContext context) {
        String unique = UUID.randomUUID().toString();
        ConnectedShop shop = new ConnectedShop(
                "shop-" + unique, "seller-" + unique, "cipher-" + unique, "access-" + unique, "refresh-" + unique);
        Instant now = Instant.now();
        Sellers sellers = context.getBean(Sellers.class);
        sellers.connect(new Tokens(
                shop.seller,
                "Seller",
                "GB",
                shop.accessToken,
                now.plusSeconds(600_000),
                shop.refreshToken,
                now.plusSeconds(9_000_000),
                List.of("seller.order.info")));
        sellers.connect(new Shop(shop.id, shop.seller, "Shop", "GB", "LOCAL", shop.cipher));
        return shop;
    }

    /** Scripts the answers to calls for this shop. */
    public void answers(Answer... answers) {
        TestEnvironment.TIKTOK_SHOP.script(cipher, answers);
    }

    /** The calls made for this shop. */
    public List<Request> requests() {
        return TestEnvironment.TIKTOK_SHOP.requests(cipher);
    }
}
