package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Order;
import io.creatorflow.tiktokshop.sandbox.orders.Packages;
import java.util.List;

/** GET /fulfillment/202309/packages/{package_id}: one package. */
final class GetPackageDetail implements Operation {

    private final Packages packages;
    private final ApiSettings settings;

    GetPackageDetail(Packages packages, ApiSettings settings) {
        this.packages = packages;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "get-package-detail";
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public List<String> paths() {
        return List.of("/fulfillment/202309/packages/{id}");
    }

    @Override
    public String scope() {
        return "seller.fulfillment.basic";
    }

    @Override
    public boolean perShop() {
        return true;
    }

    @Override
    public void answer(Request request, JsonText data) throws ApiError {
        String path = request.call().path();
        String id = path.substring(path.lastIndexOf('/') + 1);
        Order order = packages.orderOf(id);
        if (order == null || !order.shop().equals(request.shop())) {
            throw new ApiError(settings.businessErrorStatus(), 21008111, "order or package of another seller");
        }
        packages.detail(data, order, id);
    }
}
