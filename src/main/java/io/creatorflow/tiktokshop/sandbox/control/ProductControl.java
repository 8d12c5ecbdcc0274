package io.creatorflow.tiktokshop.sandbox.control;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Orders;
import io.creatorflow.tiktokshop.sandbox.products.Product;
import io.creatorflow.tiktokshop.sandbox.products.ProductMoves;
import io.creatorflow.tiktokshop.sandbox.products.ProductNews;
import io.creatorflow.tiktokshop.sandbox.products.ProductStatus;
import io.creatorflow.tiktokshop.sandbox.products.Products;
import io.creatorflow.tiktokshop.sandbox.products.Review;
import io.creatorflow.tiktokshop.sandbox.shops.Shops;
import io.creatorflow.tiktokshop.sandbox.webhooks.Webhooks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes products, and what happens to them. */
@RestController
@RequestMapping(produces = "application/json")
final class ProductControl {

    /**
     * A product to be made; what is left out is made up.
     *
     * @param title what it is called
     * @param sellerSku the seller's name of its one SKU
     * @param price decimal text
     * @param webhooks whether a webhook tells of it, true if left out
     */
    record NewProduct(
            @Nullable String title,
            @Nullable String sellerSku,
            @Nullable String price,
            @Nullable Boolean webhooks) {
        static final NewProduct ANY = new NewProduct(null, null, null, null);
    }

    /**
     * What happens to a product: one of the first five.
     *
     * @param to it comes to this status
     * @param review its review says so
     * @param edit the seller changes it
     * @param priceExpires a price that was struck through is over
     * @param replicateTo it is offered by this shop of the seller, too
     * @param webhooks whether webhooks tell of it, true if left out
     */
    record Happening(
            @Nullable String to,
            @Nullable Review review,
            ProductMoves.@Nullable Edit edit,
            @Nullable Boolean priceExpires,
            @Nullable String replicateTo,
            @Nullable Boolean webhooks) {}

    /**
     * Products that are shown as one.
     *
     * @param productIds which, at least one
     */
    record NewListing(@Nullable List<String> productIds) {}

    private final Products products;
    private final ProductMoves moves;
    private final Webhooks webhooks;
    private final Lookup lookup;

    ProductControl(Shops shops, Orders orders, Products products, ProductMoves moves, Webhooks webhooks) {
        this.products = products;
        this.moves = moves;
        this.webhooks = webhooks;
        this.lookup = new Lookup(shops, orders);
    }

    /** The seller makes a draft. */
    @PostMapping("/shops/{shopId}/products")
    byte[] create(@PathVariable String shopId, @RequestBody(required = false) @Nullable NewProduct given) {
        NewProduct wish = given == null ? NewProduct.ANY : given;
        return told(
                moves.create(
                        lookup.shop(shopId),
                        or(wish.title, "Made up"),
                        or(wish.sellerSku, "MADE-UP"),
                        or(wish.price, "9.99")),
                wish.webhooks);
    }

    /** All products of a shop that the API knows. */
    @GetMapping("/shops/{shopId}/products")
    byte[] products(@PathVariable String shopId) {
        JsonText json = new JsonText(4_096).object().list("products");
        products.of(lookup.shop(shopId)).forEach(product -> brief(json, product));
        return json.endList().endObject().bytes();
    }

    /** Something happens to a product. */
    @PostMapping("/products/{productId}")
    byte[] happen(@PathVariable String productId, @RequestBody Happening wish) {
        return told(happened(product(productId), wish), wish.webhooks);
    }

    /** From now on the API does not know the product. */
    @PostMapping("/products/{productId}/forget")
    byte[] forget(@PathVariable String productId) {
        Product product = product(productId);
        products.forget(product);
        return shown(product);
    }

    /** Products are shown as one. */
    @PostMapping("/combined-listings")
    byte[] combine(@RequestBody NewListing wish) {
        if (wish.productIds == null || wish.productIds.isEmpty()) {
            throw new IllegalArgumentException("productIds says which products are shown as one: give some.");
        }
        ProductNews news =
                moves.combine(wish.productIds.stream().map(this::product).toList());
        tell(List.of(news));
        return news.data().getBytes(StandardCharsets.UTF_8);
    }

    private ProductMoves.Told happened(Product product, Happening wish) {
        if (wish.to != null) {
            return moves.move(product, ProductStatus.of(wish.to));
        }
        if (wish.review != null) {
            return moves.review(product, wish.review);
        }
        if (wish.edit != null) {
            return moves.edit(product, wish.edit);
        }
        if (wish.replicateTo != null) {
            return moves.replicate(product, lookup.shop(wish.replicateTo));
        }
        if (Boolean.TRUE.equals(wish.priceExpires)) {
            return moves.priceExpires(product);
        }
        throw new IllegalArgumentException(
                "to, review, edit, priceExpires or replicateTo says what happens: give one of them.");
    }

    private Product product(String id) {
        Product product = products.find(id);
        if (product == null) {
            throw new IllegalArgumentException(
                    "productId " + id + " is not a product here: take one from GET /sandbox/shops/{shopId}/products.");
        }
        return product;
    }

    private byte[] told(ProductMoves.Told told, @Nullable Boolean heard) {
        if (heard == null || heard) {
            tell(told.news());
        }
        return shown(told.now());
    }

    private void tell(List<ProductNews> news) {
        news.forEach(item -> webhooks.send(item.type(), item.shop().id(), item.data()));
    }

    private static byte[] shown(Product product) {
        JsonText json = new JsonText(200);
        brief(json, product);
        return json.bytes();
    }

    private static void brief(JsonText json, Product product) {
        json.object().field("id", product.id()).field("shopId", product.shop().id());
        json.field("title", product.title()).field("status", product.status().name());
        json.field("review", product.review().status()).field("updateTime", product.updateTime());
        json.endObject();
    }

    private static String or(@Nullable String wish, String otherwise) {
        return wish == null ? otherwise : wish;
    }
}
