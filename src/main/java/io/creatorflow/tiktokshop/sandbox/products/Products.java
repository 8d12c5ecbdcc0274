package io.creatorflow.tiktokshop.sandbox.products;

import static java.util.stream.Collectors.groupingBy;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.orders.ShopStock;
import io.creatorflow.tiktokshop.sandbox.orders.Sku;
import io.creatorflow.tiktokshop.sandbox.products.Product.Variant;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All products of the sandbox. A shop sells from the first day on what its catalogue names. */
public final class Products {

    static final String CATEGORY = "600942";
    private static final long FIRST_DAY = 90L * 86_400;
    private static final int IN_STOCK = 40;

    private final Map<Shop, Set<String>> shelves = new ConcurrentHashMap<>();
    private final Map<String, Product> byId = new ConcurrentSkipListMap<>();
    private final Set<String> forgotten = ConcurrentHashMap.newKeySet();
    private final AtomicLong nextNumber;
    private final Shops shops;
    private final Orders orders;
    private final VirtualClock clock;

    /**
     * What the catalogues name.
     *
     * @param shops who sells
     * @param orders for the shops' catalogues
     * @param clock the time
     */
    public Products(Shops shops, Orders orders, VirtualClock clock) {
        this.shops = shops;
        this.orders = orders;
        this.clock = clock;
        this.nextNumber = new AtomicLong(1_729_700_000_000_000_000L + clock.realMillis() % 1_000_000_000_000L * 100);
    }

    /** How much a shop has of what it sells. */
    public ShopStock stock(Shop shop) {
        return orders.of(shop).stock();
    }

    /** The products of a shop that the API knows, by id. */
    public Collection<Product> of(Shop shop) {
        return shelf(shop).stream()
                .filter(id -> !forgotten.contains(id))
                .map(byId::get)
                .toList();
    }

    /** One by its id, be it that the API has forgotten it; null if there is none. */
    public @Nullable Product find(String id) {
        if (!byId.containsKey(id)) {
            shops.all().forEach(this::shelf);
        }
        return byId.get(id);
    }

    /** One that the API knows, null if there is none. */
    public @Nullable Product known(String id) {
        return forgotten.contains(id) ? null : find(id);
    }

    /** From now on the API says that it does not know the product. */
    public void forget(Product product) {
        forgotten.add(product.id());
    }

    /** Forgets everything; ids go on. */
    public void reset() {
        shelves.clear();
        byId.clear();
        forgotten.clear();
    }

    /** A draft of one variant, of which there are some in the warehouse of orders. */
    Product draft(Shop shop, String title, String sellerSku, String price) {
        long number = nextNumber.getAndAdd(2);
        long now = clock.seconds();
        List<Variant> skus = List.of(new Variant(Long.toString(number + 1), sellerSku, "Standard", price));
        stock(shop).set(skus.get(0).id(), 0, IN_STOCK);
        return put(new Product(number, shop, title, CATEGORY, skus, ProductStatus.DRAFT, false, Review.NONE, now, now));
    }

    Product put(Product product) {
        byId.put(product.id(), product);
        shelf(product.shop()).add(product.id());
        return product;
    }

    private Set<String> shelf(Shop shop) {
        return shelves.computeIfAbsent(shop, it -> {
            Set<String> ids = new ConcurrentSkipListSet<>();
            orders.of(it).catalogue().skus().stream()
                    .collect(groupingBy(Sku::productId))
                    .forEach((id, skus) -> {
                        byId.put(id, fromCatalogue(it, Long.parseLong(id), skus));
                        ids.add(id);
                    });
            return ids;
        });
    }

    private Product fromCatalogue(Shop shop, long number, List<Sku> skus) {
        long made = clock.seconds() - FIRST_DAY;
        List<Variant> variants = skus.stream()
                .map(sku -> new Variant(sku.skuId(), sku.sellerSku(), sku.skuName(), sku.price()))
                .toList();
        String title = skus.get(0).productName();
        return new Product(
                number,
                shop,
                title,
                CATEGORY,
                variants,
                ProductStatus.ACTIVATE,
                true,
                Review.of("APPROVED"),
                made,
                made);
    }
}
