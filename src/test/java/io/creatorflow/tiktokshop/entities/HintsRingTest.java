package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.LiveWork;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Readers are rung for what is due, so that they ask the database for nothing else. */
@IntegrationTest
class HintsRingTest {

    private final String shop = "nobody-" + UUID.randomUUID();
    private final Wanted now = Wanted.now(shop, "1", null);
    private final Wanted later = new Wanted(shop, "2", null, Instant.now().plus(1, ChronoUnit.HOURS));

    @Autowired
    private JdbcClient database;

    @Autowired
    private Kinds kinds;

    @Autowired
    private Leases leases;

    @Autowired
    private Environment environment;

    private Kind order;
    private HintsInHand inHand;

    @BeforeEach
    void nobodyIsRung() {
        order = kinds.named("order");
        inHand = new HintsInHand(kinds, leases, new LiveWork(), environment, Duration.ofMillis(100));
        kinds.all().forEach(inHand::answer);
    }

    @Test
    void whatComesDueLaterRingsNobody() {
        new Hints(database, inHand).ask("order", List.of(later), false);
        assertThat(inHand.rung()).isEmpty();
    }

    @Test
    void whatIsDueRingsTheReadersOfItsKind() {
        new Hints(database, inHand).ask("order", List.of(later, now), false);
        assertThat(inHand.rung()).containsExactly(order.plural());
    }
}
