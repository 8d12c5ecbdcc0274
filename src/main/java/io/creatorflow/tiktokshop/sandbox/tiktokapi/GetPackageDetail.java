package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Order;
import io.creatorflow.tiktokshop.sandbox.orders.Packages;

/** GET /fulfillment/202309/packages/{package_id}: one package. */
final class GetPackageDetail extends ShopOperation {

    private final Packages packages;
    private final ApiSettings settings;

    GetPackageDetail(Packages packages, ApiSettings settings) {
        super("get-package-detail", "GET", "/fulfillment/202309/packages/{id}", "seller.fulfillment.basic");
        this.packages = packages;
        this.settings = settings;
    }

    @Override
    public void answer(Request request, JsonText data) throws ApiError {
        String id = request.call().id();
        Order order = packages.orderOf(id);
        if (order == null || !order.shop().equals(request.shop())) {
            throw new ApiError(settings.businessErrorStatus(), 21008111, "order or package of another seller");
        }
        packages.detail(data, order, id);
    }
}
