package io.creatorflow.tiktokshop.development;

import java.net.URI;
import java.net.http.HttpResponse;

/** The shop of the story: the same at every start, so that what the database holds of it goes on. */
final class DemoShop {

    static final String ID = "7495000000000000001";
    private static final String NAME = "Moonlight Mugs";
    private static final String SELLER = "sandboxSeller_moonlight";
    private static final String WISH = """
            {"id": "%s", "name": "%s", "region": "GB", "sellerOpenId": "%s", "sellerName": "Luna"}
            """.formatted(ID, NAME, SELLER);

    private final SandboxControl control;
    private final URI integration;

    DemoShop(SandboxControl control, URI integration) {
        this.control = control;
        this.integration = integration;
    }

    /**
     * Makes the shop, and plays its seller: from the integration to the sandbox's authorization page, a click on Authorize, and back.
     *
     * @return what came of it, in a sentence
     */
    String connect() {
        control.post("shops", WISH);
        HttpResponse<String> page =
                new SellerBrowser().authorize(integration.resolve("/authorize?region=other"), SELLER);
        return page.statusCode() == 200
                ? "The seller of the shop " + NAME + " gave consent, and the shop is connected."
                : "The shop could not be connected: the callback answered " + page.statusCode() + ".";
    }

    /** Places an order that is not paid yet. */
    String order(String items) {
        return control.post("shops/" + ID + "/orders", "{\"items\": [" + items + "]}")
                .path("firstOrderId")
                .asText();
    }

    /** Moves an order on. */
    String move(String orderId, String status) {
        return happen(orderId, "move", "{\"to\": \"" + status + "\"}");
    }

    /** The buyer asks to cancel. */
    String askToCancel(String orderId) {
        return happen(orderId, "cancel-request", "");
    }

    /** The seller agrees to cancel. */
    String agreeToCancel(String orderId) {
        return happen(orderId, "cancel-answer", "{\"approve\": true}");
    }

    private String happen(String orderId, String what, String how) {
        return control.post("orders/" + orderId + "/" + what, how)
                .path("orderId")
                .asText();
    }
}
