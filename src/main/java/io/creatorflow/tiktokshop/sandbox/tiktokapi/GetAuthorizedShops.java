package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import java.util.List;

/** GET /authorization/202309/shops: the shops a token covers. */
final class GetAuthorizedShops implements Operation {

    private final Shops shops;

    GetAuthorizedShops(Shops shops) {
        this.shops = shops;
    }

    @Override
    public String name() {
        return "get-authorized-shops";
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public List<String> paths() {
        return List.of("/authorization/202309/shops");
    }

    @Override
    public String scope() {
        return "seller.authorization.info";
    }

    @Override
    public boolean perShop() {
        return false;
    }

    @Override
    public void answer(Request request, JsonText data) {
        data.list("shops");
        for (Shop shop : shops.of(request.seller())) {
            data.object().field("cipher", shop.cipher()).field("code", shop.code());
            data.field("id", shop.id()).field("name", shop.name()).field("region", shop.region());
            data.field("seller_type", shop.sellerType()).endObject();
        }
        data.endList();
    }
}
