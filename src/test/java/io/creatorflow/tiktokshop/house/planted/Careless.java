package io.creatorflow.tiktokshop.house.planted;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Disabled;

/** Looks like a test, sleeps, asserts by another library and is skipped. */
@Disabled
class Careless {

    void waits() throws InterruptedException {
        Thread.sleep(1);
        Assertions.assertTrue(true);
    }
}
