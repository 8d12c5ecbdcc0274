package io.creatorflow.tiktokshop.sandbox.webhooks;

import io.creatorflow.tiktokshop.sandbox.clock.VirtualClock;
import java.io.Closeable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is due, many at once up to a bound, and puts failures back into the schedule: TikTok Shop tries again after
 * 2 minutes, 30 minutes, 3 hours and 12 hours, each counted from the failure before.
 */
final class WebhookSender implements Closeable {

    /** Renews a delivery's bytes before a retry, where retries carry a new notification id. */
    interface Renewal {
        void renew(Delivery delivery);
    }

    private final HttpClient client;
    private final ExecutorService clientThreads;
    private final Semaphore places;
    private final Thread thread;
    private final Schedule schedule;
    private final WebhookSettings settings;
    private final VirtualClock clock;
    private final Renewal renewal;
    private final Registrations registrations;
    private volatile @Nullable URI address;

    WebhookSender(
            Schedule schedule,
            WebhookSettings settings,
            VirtualClock clock,
            Registrations registrations,
            Renewal renewal) {
        this.schedule = schedule;
        this.settings = settings;
        this.clock = clock;
        this.registrations = registrations;
        this.renewal = renewal;
        this.places = new Semaphore(settings.inFlight());
        this.clientThreads = Executors.newFixedThreadPool(2, work -> daemon(work, "sandbox-webhook-answers"));
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMillis(settings.timeoutMillis()))
                .executor(clientThreads)
                .build();
        this.address = settings.url().isBlank() ? null : URI.create(settings.url());
        this.thread = daemon(this::run, "sandbox-webhooks");
        thread.start();
    }

    @Nullable
    URI address() {
        return address;
    }

    void address(@Nullable URI newAddress) {
        address = newAddress;
    }

    /** Where this one goes: to the address of its shop and type, else to the app's; null for nowhere. */
    @Nullable
    URI address(Notice notice) {
        return registrations.address(notice).orElse(address);
    }

    int inFlight() {
        return settings.inFlight() - places.availablePermits();
    }

    @Override
    public void close() {
        thread.interrupt();
        clientThreads.shutdownNow();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Delivery delivery = schedule.take();
                places.acquire();
                send(delivery);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Delivery delivery) {
        URI to = address(delivery.notice());
        if (to == null) {
            places.release();
            delivery.end(Delivery.State.GIVEN_UP);
            return;
        }
        long began = clock.realMillis();
        HttpRequest request = HttpRequest.newBuilder(to)
                .timeout(Duration.ofMillis(settings.timeoutMillis()))
                .header("Content-Type", "application/json")
                .header("Authorization", delivery.authorization())
                .POST(HttpRequest.BodyPublishers.ofByteArray(delivery.body()))
                .build();
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).handle((answer, failure) -> {
            places.release();
            int status = answer == null ? 0 : answer.statusCode();
            settle(delivery, attempt(began, status, failure));
            return null;
        });
    }

    private Delivery.Attempt attempt(long began, int status, @Nullable Throwable failure) {
        String why = failure == null ? "" : String.valueOf(failure.getMessage());
        return new Delivery.Attempt(began, clock.realMillis() - began, status, why);
    }

    private void settle(Delivery delivery, Delivery.Attempt attempt) {
        int tried = delivery.attempted(attempt);
        if (settings.delivered().contains(attempt.status())) {
            delivery.end(Delivery.State.DELIVERED);
        } else if (tried > settings.retrySeconds().size() || (settings.stopOn401() && attempt.status() == 401)) {
            delivery.end(Delivery.State.GIVEN_UP);
        } else {
            if (!settings.retryKeepsNotificationId()) {
                renewal.renew(delivery);
            }
            schedule.add(delivery, clock.millis() + settings.retrySeconds().get(tried - 1) * 1000);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
