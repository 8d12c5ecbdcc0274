package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Readers are rung for what is due, so that they ask the database for nothing else. */
@IntegrationTest
class HintsRingTest {

    private final String shop = "nobody-" + UUID.randomUUID();
    private final Wanted now = Wanted.now(shop, "1", null);
    private final Wanted later = new Wanted(shop, "2", null, Instant.now().plus(1, ChronoUnit.HOURS));
    private final HintsInHand inHand = Mockito.mock(HintsInHand.class);

    @Autowired
    private JdbcClient database;

    @Test
    void whatComesDueLaterRingsNobody() {
        new Hints(database, inHand).ask("order", List.of(later), false);
        Mockito.verify(inHand).lookAfterCommit("order", Set.of());
    }

    @Test
    void whatIsDueRingsTheReadersOfItsKind() {
        new Hints(database, inHand).ask("order", List.of(later, now), false);
        Mockito.verify(inHand).lookAfterCommit("order", Set.of(shop));
    }
}
