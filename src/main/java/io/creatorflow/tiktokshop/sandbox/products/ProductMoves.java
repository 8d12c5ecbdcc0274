package io.creatorflow.tiktokshop.sandbox.products;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.products.Product.Variant;
import io.creatorflow.tiktokshop.sandbox.shops.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes products, and says which webhooks tell of it. */
public final class ProductMoves {

    private static final String FIRST_PASS = "PRODUCT_FIRST_PASS_REVIEW";
    private static final String CHANGED = "PRODUCT_STATUS_CHANGED";
    private static final String FAILURE = "PRODUCT_AUDIT_FAILURE";

    private final Products products;
    private final VirtualClock clock;

    /**
     * Changes products.
     *
     * @param products all of them
     * @param clock the time of changes
     */
    public ProductMoves(Products products, VirtualClock clock) {
        this.products = products;
        this.clock = clock;
    }

    /** A product with the webhooks that tell of its change. */
    public record Told(Product now, List<ProductNews> news) {}

    /**
     * What an edit sets; null leaves it as it is.
     *
     * @param title what it is called
     * @param categoryId its category
     * @param price of each variant, decimal text
     * @param quantity of each variant in the warehouse of orders
     */
    public record Edit(
            @Nullable String title,
            @Nullable String categoryId,
            @Nullable String price,
            @Nullable Integer quantity) {

        boolean more() {
            return title != null || price != null || quantity != null;
        }
    }

    /** The seller makes a draft. */
    public synchronized Told create(Shop shop, String title, String sellerSku, String price) {
        Product draft = products.draft(shop, title, sellerSku, price);
        return new Told(draft, List.of(ProductNews.created(draft)));
    }

    /**
     * A product goes on, or back.
     *
     * @throws IllegalArgumentException if its life has no such way; the text says what may come next
     */
    public synchronized Told move(Product before, ProductStatus to) {
        Set<ProductStatus> next = before.status().mayGoTo();
        if (!next.contains(to)) {
            throw new IllegalArgumentException("Product " + before.id() + " is " + before.status()
                    + " and cannot become " + to + ": it may become " + next + ".");
        }
        Product now = products.put(before.now(to, to.review(before.review()), later(before)));
        List<ProductNews> news = new ArrayList<>(List.of(ProductNews.status(now, word(before, to))));
        if (!now.review().equals(before.review())) {
            news.add(ProductNews.audit(now));
        }
        return new Told(now, news);
    }

    /**
     * A review ends; whatever is on sale stays on sale.
     *
     * @throws IllegalArgumentException if reviews have no such status
     */
    public synchronized Told review(Product before, Review found) {
        if (!Review.STATUSES.contains(found.status())) {
            throw new IllegalArgumentException(
                    "status " + found.status() + " is not what a review says: give one of " + Review.STATUSES + ".");
        }
        Product now = products.put(before.now(before.status(), found, later(before)));
        List<ProductNews> news = new ArrayList<>(List.of(ProductNews.audit(now)));
        if (found.failed()) {
            news.add(ProductNews.status(now, FAILURE));
        }
        return new Told(now, news);
    }

    /**
     * The seller edits a product.
     *
     * @throws IllegalArgumentException if nothing is to change
     */
    public synchronized Told edit(Product before, Edit edit) {
        if (!edit.more() && edit.categoryId() == null) {
            throw new IllegalArgumentException("title, categoryId, price or quantity is what to change: give one.");
        }
        List<Variant> skus = before.skus().stream()
                .map(sku -> new Variant(sku.id(), sku.sellerSku(), sku.name(), given(edit.price(), sku.price())))
                .toList();
        Integer quantity = edit.quantity();
        if (quantity != null) {
            skus.forEach(sku -> products.stock(before.shop()).set(sku.id(), 0, quantity));
        }
        String category = given(edit.categoryId(), before.categoryId());
        Product now = products.put(before.edited(given(edit.title(), before.title()), category, skus, later(before)));
        List<ProductNews> news = new ArrayList<>();
        if (edit.more()) {
            news.add(ProductNews.edited(now, List.of(edit.title() != null ? "title" : "others")));
        }
        if (!category.equals(before.categoryId())) {
            news.add(ProductNews.category(now, before.categoryId()));
        }
        return new Told(now, news);
    }

    /** A price that was struck through is over. */
    public synchronized Told priceExpires(Product before) {
        Product now = products.put(before.now(before.status(), before.review(), later(before)));
        return new Told(now, List.of(ProductNews.priceExpired(now)));
    }

    /** Products are shown as one. */
    public synchronized ProductNews combine(List<Product> parts) {
        parts.forEach(part -> products.put(part.now(part.status(), part.review(), later(part))));
        return ProductNews.combined("1739" + parts.get(0).id().substring(4), parts);
    }

    /** A product is offered by the seller's shop of another market, too: there it begins as a draft. */
    public synchronized Told replicate(Product source, Shop into) {
        Variant sku = source.skus().get(0);
        Product copy = products.draft(into, source.title(), sku.sellerSku(), sku.price());
        return new Told(copy, List.of(ProductNews.replicated(source, copy)));
    }

    private long later(Product before) {
        return Math.max(clock.seconds(), before.updateTime() + 1);
    }

    private static String word(Product before, ProductStatus to) {
        if (to == ProductStatus.FAILED) {
            return FAILURE;
        }
        return to == ProductStatus.ACTIVATE && !before.sold() ? FIRST_PASS : CHANGED;
    }

    private static <T> T given(@Nullable T wish, T otherwise) {
        return wish == null ? otherwise : wish;
    }
}
