package io.creatorflow.tiktokshop.sandbox;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A sandbox for the tests of a class, and somebody who hears its webhooks. */
abstract class SandboxAndListener {

    static TestSandbox sandbox;
    static Listener listener;

    @BeforeAll
    static void start() {
        listener = new Listener();
        sandbox = new TestSandbox(Map.of("sandbox.webhooks.url", listener.url()));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        listener.close();
    }

    /** Places an order of two units, and returns its id. */
    static String place(TestSandbox.Access shop, String status) {
        return sandbox.control(
                        "POST",
                        "/shops/" + shop.shopId() + "/orders",
                        "{\"items\":[{\"sellerSku\":\"MUG-BLUE\",\"units\":2}],\"status\":\"" + status + "\"}")
                .at("/orderIds/0")
                .asText();
    }
}
