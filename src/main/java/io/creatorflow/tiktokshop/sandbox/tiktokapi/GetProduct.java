package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.products.Product;
import io.creatorflow.tiktokshop.sandbox.products.ProductJson;
import io.creatorflow.tiktokshop.sandbox.products.Products;

/** GET /product/202309/products/{product_id}: one product, be it deleted, unless the API has forgotten it. */
final class GetProduct extends ShopOperation {

    private final Products products;
    private final ApiSettings settings;

    GetProduct(Products products, ApiSettings settings) {
        super("get-product", "GET", "/product/202309/products/{id}", "seller.product.basic");
        this.products = products;
        this.settings = settings;
    }

    @Override
    public void answer(Request request, JsonText data) throws ApiError {
        Product product = products.known(request.call().id());
        if (product == null) {
            throw new ApiError(settings.businessErrorStatus(), 12052032, "product not found");
        }
        if (!product.shop().equals(request.shop())) {
            throw new ApiError(settings.businessErrorStatus(), 12052048, "the product is not of this shop");
        }
        ProductJson.detail(data, product, products.stock(product.shop()));
    }
}
