package io.creatorflow.tiktokshop.downstreams;

import java.time.Clock;
import java.util.UUID;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Makes pings. */
@Component("pings")
public class Pings {

    private final Clock clock;

    Pings(Clock clock) {
        this.clock = clock;
    }

    /** A ping for a receiver, with an id of its own. */
    public Ping to(@Body String receiver) {
        return Ping.of(receiver, UUID.randomUUID(), clock.instant());
    }
}
