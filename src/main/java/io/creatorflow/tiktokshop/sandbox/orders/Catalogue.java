package io.creatorflow.tiktokshop.sandbox.orders;

import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.ArrayList;
import java.util.List;

/** What a shop sells: a few made-up things, with ids of the shop's own. */
public final class Catalogue {

    private record Thing(String product, String variant, String sellerSku, int productNumber, long cents) {}

    private static final List<Thing> THINGS = List.of(
            new Thing("Stoneware mug 350 ml", "Blue", "MUG-BLUE", 1, 1499),
            new Thing("Stoneware mug 350 ml", "Red", "MUG-RED", 1, 1499),
            new Thing("Linen tote bag", "Natural", "TOTE-NATURAL", 2, 2250),
            new Thing("Enamel pin", "Moon", "PIN-MOON", 3, 600),
            new Thing("Enamel pin", "Sun", "PIN-SUN", 3, 600),
            new Thing("Poster A2", "Matte", "POSTER-A2", 4, 1899));

    private final List<Sku> skus;

    private Catalogue(List<Sku> skus) {
        this.skus = skus;
    }

    static Catalogue of(Shop shop) {
        long shopPart = Math.floorMod(Long.hashCode(Long.parseLong(last(shop.id(), 15))), 10_000_000L) * 1000;
        String currency = Money.currency(shop.region());
        List<Sku> skus = new ArrayList<>();
        for (Thing thing : THINGS) {
            skus.add(Sku.of(
                    Long.toString(1_729_600_000_000_000_000L + shopPart + 10 + skus.size()),
                    Long.toString(1_729_500_000_000_000_000L + shopPart + thing.productNumber),
                    thing.product,
                    thing.variant,
                    thing.sellerSku,
                    thing.cents,
                    currency));
        }
        return new Catalogue(List.copyOf(skus));
    }

    /** Everything for sale. */
    public List<Sku> skus() {
        return skus;
    }

    /** The seller's names of everything for sale. */
    public static List<String> sellerSkus() {
        return THINGS.stream().map(Thing::sellerSku).toList();
    }

    private static String last(String digits, int count) {
        return digits.substring(Math.max(0, digits.length() - count));
    }
}
