package io.creatorflow.tiktokshop.development;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays the story, then tells whatever the receivers get, until it is stopped. */
final class Narrator implements AutoCloseable, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Narrator.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofMillis(400);
    private static final Duration TIME_TO_READ = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final DemoShop shop;
    private final Screen screen;
    private final Receipts receipts;
    private final WebhookLog webhooks;
    private final Runnable afterStory;
    private final boolean story;
    private final Thread thread = new Thread(this, "narrator");

    private Narrator(SandboxControl control, DemoShop shop, Screen screen, Runnable afterStory, boolean story) {
        this.shop = shop;
        this.screen = screen;
        this.receipts = new Receipts(control);
        this.webhooks = new WebhookLog(control);
        this.afterStory = afterStory;
        this.story = story;
    }

    /**
     * Begins.
     *
     * @param afterStory what is told when the story is over
     * @param story whether it is played
     */
    static Narrator start(SandboxControl control, DemoShop shop, Screen screen, Runnable afterStory, boolean story) {
        Narrator narrator = new Narrator(control, shop, screen, afterStory, story);
        narrator.thread.setDaemon(true);
        narrator.thread.start();
        return narrator;
    }

    @Override
    public void run() {
        try {
            if (story) {
                new Story(shop, this).play();
            }
            afterStory.run();
            while (true) {
                tell(gather(receipts.fresh()), "");
                pause(LOOK_EVERY.multipliedBy(3));
            }
        } catch (Stopped e) {
            LOG.debug("stopped", e);
        } catch (RuntimeException e) {
            LOG.error("The telling ends here; the integration runs on", e);
        }
    }

    /** Begins a part of the story. */
    void title(String text) {
        screen.title(text);
    }

    /**
     * Lets one thing happen, tells what came of it, and leaves time to read.
     *
     * @param what happens, for people
     * @param happening makes it happen, and says to which order
     * @return the order's id
     */
    String step(String what, Supplier<String> happening) {
        tell(gather(receipts.fresh()), "");
        screen.step(what);
        String orderId = happening.get();
        List<Receipt> got = new ArrayList<>();
        for (Duration waited = Duration.ZERO;
                got.isEmpty() && waited.compareTo(LONGEST_WAIT) < 0;
                waited = waited.plus(LOOK_EVERY)) {
            pause(LOOK_EVERY);
            got.addAll(receipts.fresh());
        }
        if (got.isEmpty()) {
            screen.nothing(LONGEST_WAIT);
        }
        tell(gather(got), orderId);
        pause(TIME_TO_READ);
        return orderId;
    }

    /** Adds what follows closely. */
    private List<Receipt> gather(List<Receipt> first) {
        List<Receipt> all = new ArrayList<>(first);
        int before = 0;
        while (all.size() > before && all.size() < Screen.MANY * 100) {
            before = all.size();
            pause(QUIET);
            all.addAll(receipts.fresh());
        }
        return all;
    }

    private void tell(List<Receipt> got, String orderOfStory) {
        Map<String, List<Receipt>> byOrder = new LinkedHashMap<>();
        got.forEach(receipt -> byOrder.computeIfAbsent(receipt.subject(), none -> new ArrayList<>())
                .add(receipt));
        if (byOrder.size() > Screen.MANY) {
            screen.many(got, byOrder.size());
            return;
        }
        byOrder.forEach((orderId, about) -> {
            boolean inStory = orderId.equals(orderOfStory);
            if (!inStory) {
                screen.order(about.get(0).about());
            }
            screen.received(about, receipt -> webhooks.before(orderId, receipt.at()), inStory);
        });
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped(e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
