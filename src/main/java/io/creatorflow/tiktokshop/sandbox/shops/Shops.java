package io.creatorflow.tiktokshop.sandbox.shops;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The sellers and shops of this sandbox. */
public final class Shops {

    private final Map<String, Seller> sellers = new ConcurrentHashMap<>();
    private final Map<String, Shop> byId = new ConcurrentSkipListMap<>();
    private final Map<String, Shop> byCipher = new ConcurrentHashMap<>();
    private final AtomicInteger made = new AtomicInteger();
    private final long firstId;

    /**
     * No shops yet.
     *
     * @param firstId numbers of made-up shops count up from here, so that two runs do not share ids
     */
    public Shops(long firstId) {
        this.firstId = firstId;
    }

    /**
     * Makes a shop, and its seller if there is none of that open_id. Asking again for an id that exists gives the shop
     * that exists.
     *
     * @param wish what it shall be
     */
    public synchronized Shop make(NewShop wish) {
        Shop known = wish.id() == null ? null : byId.get(wish.id());
        return known != null ? known : add(wish, made.incrementAndGet());
    }

    /** A shop by its id. */
    public @Nullable Shop byId(String id) {
        return byId.get(id);
    }

    /** A shop by its cipher. */
    public @Nullable Shop byCipher(String cipher) {
        return byCipher.get(cipher);
    }

    /** A seller by its open_id. */
    public @Nullable Seller seller(String openId) {
        return sellers.get(openId);
    }

    /** All shops, by id. */
    public Collection<Shop> all() {
        return byId.values();
    }

    /** The shops of one seller, by id. */
    public List<Shop> of(Seller seller) {
        return byId.values().stream()
                .filter(shop -> shop.seller().equals(seller))
                .toList();
    }

    /** Forgets everything. */
    public synchronized void reset() {
        sellers.clear();
        byId.clear();
        byCipher.clear();
    }

    private Shop add(NewShop wish, int number) {
        String region = Objects.requireNonNull(wish.region());
        String id = given(wish.id(), Long.toString(firstId + number));
        Seller seller = sellers.computeIfAbsent(
                given(wish.sellerOpenId(), "sandboxSeller_" + id),
                openId -> new Seller(openId, given(wish.sellerName(), "Sandbox Seller " + number), region));
        Shop shop = new Shop(
                id,
                given(wish.cipher(), market(region) + "Sandbox-" + Ids.token(id, 18)),
                region + "LC" + Ids.token("code" + id, 8).toUpperCase(java.util.Locale.ROOT),
                given(wish.name(), "Sandbox Shop " + region + " " + number),
                region,
                Objects.requireNonNull(wish.sellerType()),
                seller);
        byId.put(shop.id(), shop);
        byCipher.put(shop.cipher(), shop);
        return shop;
    }

    private static String market(String region) {
        return region.equals("US") ? "TTP_" : "ROW_";
    }

    private static String given(@Nullable String wish, String otherwise) {
        return wish == null || wish.isBlank() ? otherwise : wish;
    }
}
