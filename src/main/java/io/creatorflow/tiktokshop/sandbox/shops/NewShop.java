package io.creatorflow.tiktokshop.sandbox.shops;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A shop to be made. Everything may be left out.
 *
 * @param id the shop's id, to make the same shop again after a restart; made up if left out
 * @param cipher its cipher; made up if left out
 * @param name its name
 * @param region ISO country, GB if left out
 * @param sellerType LOCAL (default) or CROSS_BORDER
 * @param sellerOpenId a seller that exists already, or the open_id a new one shall have
 * @param sellerName name of a new seller
 */
public record NewShop(
        @Nullable String id,
        @Nullable String cipher,
        @Nullable String name,
        @Nullable String region,
        @Nullable String sellerType,
        @Nullable String sellerOpenId,
        @Nullable String sellerName) {

    /** Nothing wished for. */
    public static final NewShop ANY = new NewShop(null, null, null, null, null, null, null);

    /** Checks what was given. */
    public NewShop {
        if (id != null && !id.matches("[0-9]{1,21}")) {
            throw new IllegalArgumentException("id is a shop id: give 1 to 21 digits, or leave it out.");
        }
        region = region == null ? "GB" : region.toUpperCase(Locale.ROOT);
        if (!region.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException("region is a country: give two letters such as GB or US.");
        }
        sellerType = sellerType == null ? "LOCAL" : sellerType;
        if (!sellerType.equals("LOCAL") && !sellerType.equals("CROSS_BORDER")) {
            throw new IllegalArgumentException("sellerType is LOCAL or CROSS_BORDER: give one of the two.");
        }
    }
}
