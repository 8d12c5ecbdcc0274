package io.creatorflow.tiktokshop.durable;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Whether live work moves on this replica: bulk work then leaves the machine to it. */
@Component("liveWork")
public class LiveWork {

    /** Live work that was in hand so recently is taken to go on. */
    private static final Duration JUST_NOW = Duration.ofSeconds(1);

    private volatile long seenNanos = System.nanoTime() - JUST_NOW.toNanos();

    /** Live work is in hand. */
    public void seen() {
        seenNanos = System.nanoTime();
    }

    /** Whether some was in hand a moment ago. */
    public boolean isMoving() {
        return System.nanoTime() - seenNanos < JUST_NOW.toNanos();
    }
}
