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
}
