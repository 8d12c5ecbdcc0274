package io.creatorflow.tiktokshop.sandbox.webhooks;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import io.creatorflow.tiktokshop.sandbox.faults.Chance;
import io.creatorflow.tiktokshop.sandbox.faults.Faults;
import io.creatorflow.tiktokshop.sandbox.faults.WebhookFaults;
import io.creatorflow.tiktokshop.sandbox.json.JsonText;
import io.creatorflow.tiktokshop.sandbox.orders.Announcement;
import io.creatorflow.tiktokshop.sandbox.orders.OrderStatus;
import io.creatorflow.tiktokshop.sandbox.signing.App;
import java.io.Closeable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Turns what happened into signed webhooks, lets bad luck strike them, and sends them. */
public final class Webhooks implements Closeable {

    private final AtomicLong deliveries = new AtomicLong();
    private final AtomicLong notices = new AtomicLong();
    private final long firstNotificationId;
    private final App app;
    private final Faults faults;
    private final VirtualClock clock;
    private final WebhookSettings settings;
    private final DeliveryLog log;
    private final Schedule schedule;
    private final WebhookSender sender;
    private final Registrations registrations;

    /**
     * Begins sending.
     *
     * @param app who signs
     * @param faults what goes wrong
     * @param clock the time of envelopes and retries
     * @param settings where to and how
     */
    public Webhooks(App app, Faults faults, VirtualClock clock, WebhookSettings settings) {
        this.app = app;
        this.faults = faults;
        this.clock = clock;
        this.settings = settings;
        this.firstNotificationId = 7_600_000_000_000_000_000L + clock.realMillis() % 1_000_000_000_000L * 1000;
        this.log = new DeliveryLog(settings.keep());
        this.schedule = new Schedule(clock);
        this.registrations = new Registrations(settings.anyAddress());
        this.sender = new WebhookSender(schedule, settings, clock, registrations, this::renew);
    }

    /**
     * Tells of changes.
     *
     * @param news what happened, in order
     * @param perSecond at this pace in real time; 0 for all at once
     */
    public void tell(List<Announcement> news, double perSecond) {
        long now = clock.millis();
        double step = perSecond > 0 ? 1000 / perSecond * clock.scale() : 0;
        long told = 0;
        for (Announcement item : news) {
            if (item.type() == 1 && item.status() == OrderStatus.PARTIALLY_SHIPPING && !settings.partiallyShipping()) {
                continue;
            }
            String shopId = item.order().shop().id();
            send(item.type(), shopId, item.order().id(), item.status().name(), item.data(), now + (long) (step * told));
            told++;
        }
    }

    /**
     * Sends a webhook of any kind.
     *
     * @param type its number
     * @param shopId shop_id
     * @param data its data, as JSON
     */
    public void send(int type, String shopId, String data) {
        send(type, shopId, "", "", data, clock.millis());
    }

    /**
     * Sends exact bytes, signed, without faults.
     *
     * @param body the whole body
     * @return the delivery's number
     */
    public long sendExactly(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Delivery delivery = new Delivery(
                deliveries.incrementAndGet(), new Notice(0, "", "", "", ""), bytes, app.webhookSign(bytes));
        log.add(delivery);
        schedule.add(delivery, clock.millis());
        return delivery.number();
    }

    /** Where webhooks go, null for nowhere. */
    public @Nullable URI address() {
        return sender.address();
    }

    /** Sends webhooks elsewhere from now on; null for nowhere. */
    public void address(@Nullable URI address) {
        sender.address(address);
    }

    /** Where shops want theirs. */
    public Registrations registrations() {
        return registrations;
    }

    /** The log, oldest first. */
    public List<Delivery> deliveries(long after, int limit) {
        return log.after(after, limit);
    }

    /** How many wait, are on their way, and how many there were, by name. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("made", deliveries.get());
        counts.put("waiting", (long) schedule.size());
        counts.put("inFlight", (long) sender.inFlight());
        return counts;
    }

    /** Forgets what waits, what was and what shops registered; the app's address stays. */
    public void reset() {
        registrations.reset();
        schedule.reset();
        log.reset();
    }

    @Override
    public void close() {
        sender.close();
    }

    private void send(int type, String shopId, String orderId, String status, String data, long at) {
        WebhookFaults luck = faults.plan().webhooks();
        long seed = faults.plan().seed();
        long n = notices.incrementAndGet();
        boolean nameless = Chance.strikes(seed, n, "missingNotificationId", luck.missingNotificationIdPercent());
        Notice notice = new Notice(type, nameless ? "" : notificationId(n), shopId, orderId, status);
        byte[] body = envelope(notice, data);
        String sign = app.webhookSign(body);
        if (Chance.strikes(seed, n, "wrongSignature", luck.wrongSignaturePercent())) {
            sign = (sign.charAt(0) == '0' ? '1' : '0') + sign.substring(1);
        }
        int copies = Chance.strikes(seed, n, "repeated", luck.repeatedPercent()) ? 1 + luck.repeats() : 1;
        boolean lost = Chance.strikes(seed, n, "lost", luck.lostPercent());
        for (int copy = 0; copy < copies; copy++) {
            Delivery delivery = new Delivery(deliveries.incrementAndGet(), notice, body, sign);
            log.add(delivery);
            if (lost) {
                delivery.end(Delivery.State.LOST);
            } else if (sender.address(notice) == null) {
                delivery.end(Delivery.State.GIVEN_UP);
            } else {
                schedule.add(delivery, at + luck.delayMillis(seed, n));
            }
        }
    }

    /** Type 68 has no envelope. */
    private byte[] envelope(Notice notice, String data) {
        if (notice.type() == 68) {
            return data.getBytes(StandardCharsets.UTF_8);
        }
        JsonText json = new JsonText(320).object().field("type", notice.type());
        if (!notice.notificationId().isEmpty()) {
            json.field("tts_notification_id", notice.notificationId());
        }
        json.field("shop_id", notice.shopId())
                .field("timestamp", clock.seconds())
                .raw("data", data);
        return json.endObject().bytes();
    }

    private void renew(Delivery delivery) {
        String old = delivery.notice().notificationId();
        if (!old.isEmpty()) {
            String body = new String(delivery.body(), StandardCharsets.UTF_8);
            byte[] renewed =
                    body.replace(old, notificationId(notices.incrementAndGet())).getBytes(StandardCharsets.UTF_8);
            delivery.replace(renewed, app.webhookSign(renewed));
        }
    }

    private String notificationId(long n) {
        return Long.toString(firstNotificationId + n);
    }
}
