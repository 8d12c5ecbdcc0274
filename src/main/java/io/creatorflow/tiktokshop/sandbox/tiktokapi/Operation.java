package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.faults.ApiChance;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.shops.Seller;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation of the API. */
interface Operation {

    /** Its name in fault plans and counts. */
    String name();

    /** GET, POST … */
    String method();

    /** Its paths, one per version. */
    List<String> paths();

    /** The scope a token needs. */
    String scope();

    /** Whether shop_cipher is required; otherwise it is forbidden. */
    boolean perShop();

    /**
     * Writes the members of {@code data}.
     *
     * @param request what was asked, by whom
     * @param data where to, inside the object
     * @throws ApiError if a parameter is wrong
     */
    void answer(Request request, JsonText data) throws ApiError;

    /**
     * A request that passed all checks but the parameters.
     *
     * @param call the request
     * @param seller whose token it carries
     * @param shop whose cipher it carries, null where none is wanted
     * @param chance its luck
     */
    record Request(ApiCall call, Seller seller, @Nullable Shop shop, ApiChance chance) {}
}
