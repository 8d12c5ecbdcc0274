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
        grant(context, shop, Instant.now().plusSeconds(9_000_000));
        shop.again(context);
        return shop;
    }

    /** Its seller comes back from the authorization page. */
    public void again(ApplicationContext context) {
        context.getBean(Sellers.class).connect(new Shop(id, seller, "Shop", "GB", "LOCAL", cipher));
    }

    /** Its seller authorizes, until then. */
    static void grant(ApplicationContext context, ConnectedShop shop, Instant ends) {
        context.getBean(Sellers.class).connect(tokens(shop, ends));
    }

    /** What the token host grants for it, until then. */
    static Tokens tokens(ConnectedShop shop, Instant ends) {
        return new Tokens(
                shop.seller,
                "Seller",
                "GB",
                shop.accessToken,
                Instant.now().plusSeconds(600_000),
                shop.refreshToken,
                ends,
                List.of("seller.order.info"));
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
