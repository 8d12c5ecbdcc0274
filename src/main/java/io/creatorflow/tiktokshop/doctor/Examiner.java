package io.creatorflow.tiktokshop.doctor;

import io.creatorflow.tiktokshop.api.ClockSkew;
import io.creatorflow.tiktokshop.api.ErrorCodes;
import io.creatorflow.tiktokshop.api.TikTokShopException;
import io.creatorflow.tiktokshop.downstreams.Ping;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Begins and ends an examination, and judges what is not one shop's or one downstream's. */
@Component("examiner")
public class Examiner {

    private static final Duration LARGEST_SKEW = Duration.ofSeconds(60);

    private final DataSource source;
    private final ClockSkew skew;
    private final Duration deadline;
    private final Examination examination = new Examination();
    private final CompletableFuture<Examination> end = new CompletableFuture<>();

    Examiner(DataSource source, ClockSkew skew, @Value("${doctor.deadline}") Duration deadline) {
        this.source = source;
        this.skew = skew;
        this.deadline = deadline;
    }

    /** The examination of this process. */
    public Examination begin() {
        return examination;
    }

    /** Judges the database: that it is durable was checked when it was opened; its tables have to be of this version. */
    public void database(@ExchangeProperty("examination") Examination into) {
        int pending = Flyway.configure().dataSource(source).load().info().pending().length;
        into.good("database", "durable", "fsync, full_page_writes and synchronous_commit are on");
        into.judge(
                pending == 0,
                "database",
                "tables",
                "they are of this version",
                pending + " migrations are missing: start this version of the integration, which makes them.");
    }

    /** Judges this machine's clock by the answers that TikTok Shop gave. */
    public void clock(@ExchangeProperty("examination") Examination into) {
        Duration ahead = skew.latest();
        if (ahead == null) {
            into.bad(
                    "clock",
                    "TikTok Shop's",
                    "TikTok Shop has not told its time: connect a shop, or see the lines of the shops.");
            return;
        }
        into.judge(
                ahead.abs().compareTo(LARGEST_SKEW) <= 0,
                "clock",
                "TikTok Shop's",
                ahead.toSeconds() + " s ahead",
                ahead.toSeconds() + " s ahead, more than 60: let the machine follow a time server (NTP).");
    }

    /** Notes what failed, with the mend. */
    public void failed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
            @ExchangeProperty("examination") Examination into,
            @ExchangeProperty("examinedShop") @Nullable ExaminedShop shop,
            @ExchangeProperty("delivery") @Nullable Ping ping) {
        if (ping != null) {
            into.bad(DownstreamExaminer.name(ping), "ping", DownstreamExaminer.mend(failure, ping));
        } else if (shop != null) {
            into.bad(shop.name(), "call", mend(failure));
        } else {
            into.bad(
                    "database",
                    "tables",
                    "they cannot be read: check SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD, and"
                            + " start the integration once, which makes them.");
        }
    }

    private static String mend(Exception failure) {
        return failure instanceof TikTokShopException refusal && refusal.code() != 0
                ? "TikTok Shop answered code " + refusal.code() + ", " + ErrorCodes.meaning(refusal.code()) + ". "
                        + ErrorCodes.mend(refusal.code())
                : "TikTok Shop did not answer: check TIKTOK_SHOP_API_URL, the network and the way out of it.";
    }

    /** All was examined. */
    public void finished(@ExchangeProperty("examination") Examination done) {
        end.complete(done);
    }

    /** Waits for the end, not longer than the knob {@code doctor.deadline}; what has been found by then counts. */
    Examination await() throws InterruptedException {
        try {
            return end.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            examination.bad(
                    "doctor",
                    "deadline",
                    "not all was examined within " + deadline
                            + ": name some shops by --doctor.shops, or set --doctor.deadline.");
            return examination;
        }
    }
}
