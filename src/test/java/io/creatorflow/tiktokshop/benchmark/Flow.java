package io.creatorflow.tiktokshop.benchmark;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** W2: webhook in, messages at the receivers. */
final class Flow {

    /**
     * What a run came to.
     *
     * @param events a second, from the first webhook to the last receipt
     * @param messages a second
     * @param use of the processors and memory meanwhile
     */
    record Sustained(double events, double messages, Use use, Receipts receipts) {}

    private static final int CONNECTIONS = 16;
    private static final int RAMP_SECONDS = 5;
    private static final long PATIENCE = 20_000_000_000L;

    private final Installation installation;
    private final SandboxControl sandbox;

    Flow(Installation installation) {
        this.installation = installation;
        this.sandbox = installation.sandbox();
    }

    /**
     * Sends as fast as the receivers get it: at most so many webhooks are ahead of what came out.
     *
     * @param seconds of sending; what is under way then is waited for, and counts
     * @param most webhooks a second that could be needed
     */
    Sustained sustained(Contender contender, double seconds, int most, int ahead) throws InterruptedException {
        sandbox.forget();
        Orders.Work work = contender.work((int) (seconds * most));
        Progress progress = new Progress(contender.recipients());
        Use.Meter meter = Use.begin(installation, contender);
        try (progress) {
            HttpLoad.Result sent = HttpLoad.closedLoop(
                    contender.port(), CONNECTIONS, work.requests(), seconds, n -> n < progress.finished() + ahead);
            awaitAll(sent, contender.recipients());
            Use use = meter.end(sent.ok());
            Receipts receipts = Receipts.of(
                    sandbox, work.first(sent.sent()).orderIds(), sent.taken(), new double[0], contender.recipients());
            double took = (receipts.lastAtMillis() - sent.dueAtMillis()[0]) / 1000;
            return new Sustained(sent.ok() / took, (receipts.expected() - receipts.lost()) / took, use, receipts);
        }
    }

    /**
     * Sends at an even pace and looks how long each message took, from when its webhook was due to its receipt. All of them are looked up; how long
     * it took counts from the sixth second on, as a pace that goes on is meant, and not what the making of the orders leaves behind.
     */
    Receipts paced(Contender contender, double seconds, double perSecond, Recipients recipients)
            throws InterruptedException {
        sandbox.forget();
        Orders.Work work = contender.work((int) ((RAMP_SECONDS + seconds) * perSecond));
        installation.sandboxProcess().collect();
        HttpLoad.Result sent = HttpLoad.openLoop(contender.port(), CONNECTIONS, work.requests(), perSecond);
        awaitAll(sent, recipients);
        double[] due = sent.dueAtMillis().clone();
        Arrays.fill(due, 0, (int) (RAMP_SECONDS * perSecond), Double.NaN);
        return Receipts.of(sandbox, work.orderIds(), sent.taken(), due, recipients);
    }

    /** Waits until all messages have come, or none has for a while; also those of webhooks whose answer was an error. */
    private void awaitAll(HttpLoad.Result sent, Recipients recipients) throws InterruptedException {
        awaitMessages((long) sent.ok() * recipients.perOrder());
        if (sent.failed() > 0) {
            awaitMessages((long) sent.sent() * recipients.perOrder());
        }
    }

    /** Waits until the receivers took so many messages, or none has come for a while. */
    void awaitMessages(long wanted) throws InterruptedException {
        long before = -1;
        long since = System.nanoTime();
        while (true) {
            long taken = Arrays.stream(sandbox.taken()).sum();
            if (taken >= wanted || System.nanoTime() - since > PATIENCE) {
                return;
            }
            if (taken != before) {
                before = taken;
                since = System.nanoTime();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Looks every 100 ms how many events have come out whole. */
    private final class Progress implements AutoCloseable {
        private final Recipients recipients;
        private final Thread thread = new Thread(this::run, "progress");
        private volatile long finished;
        private volatile boolean over;

        Progress(Recipients recipients) {
            this.recipients = recipients;
            thread.setDaemon(true);
            thread.start();
        }

        long finished() {
            return finished;
        }

        private void run() {
            while (!over) {
                finished = Arrays.stream(sandbox.taken()).sum() / recipients.perOrder();
                try {
                    TimeUnit.MILLISECONDS.sleep(100);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            thread.join(5000);
        }
    }
}
