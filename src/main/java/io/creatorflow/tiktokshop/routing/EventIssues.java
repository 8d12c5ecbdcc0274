package io.creatorflow.tiktokshop.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.issues.IssueReport;
import io.creatorflow.tiktokshop.issues.IssueReports;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Reports what events tell of failures that somebody has to mend, and of their end: audits of products (Partner API, webhooks 5 and
 * 37) and invoices of packages (36). It works within the transaction that routes the events.
 */
@Component("eventIssues")
public class EventIssues {

    private static final int LONGEST = 300;

    /**
     * How one type tells it.
     *
     * @param kind of issue
     * @param subject where the id stands that it is about
     * @param status where the state stands
     * @param failed states that open an issue
     * @param mended states that resolve it
     * @param detail where the reason stands; empty where none is documented
     */
    private record Telling(
            String kind, String subject, String status, Set<String> failed, Set<String> mended, String detail) {}

    private static final Telling STATUS = new Telling(
            "product-audit-failed",
            "product_id",
            "/status",
            Set.of("PRODUCT_AUDIT_FAILURE"),
            Set.of("PRODUCT_FIRST_PASS_REVIEW"),
            "/suspended_reason");

    private static final Telling AUDIT = new Telling(
            "product-audit-failed", "product_id", "/audit/status", Set.of("FAILED"), Set.of("APPROVED"), "");

    private static final Telling INVOICE = new Telling(
            "invoice-failed",
            "package_id",
            "/invoice_status",
            Set.of("FAILED", "INVALID"),
            Set.of("SUCCESS"),
            "/invalid_reason");

    private final IssueReports reports;

    EventIssues(IssueReports reports) {
        this.reports = reports;
    }

    /** Reports what the events of one type tell. */
    public void report(EventGroup group) {
        switch (group.type()) {
            case "PRODUCT_STATUS_CHANGE" -> report(group, STATUS);
            case "PRODUCT_AUDIT_STATUS_CHANGE" -> report(group, AUDIT);
            case "INVOICE_STATUS_CHANGE" -> report(group, INVOICE);
            default -> {
                // tells of no failure
            }
        }
    }

    private void report(EventGroup group, Telling telling) {
        reports.report(group.ofShops().flatMap(event -> told(event, telling)).toList());
    }

    private static Stream<IssueReport> told(Event event, Telling telling) {
        JsonNode data = event.data();
        String status = data.at(telling.status()).asText();
        boolean gone = telling.mended().contains(status);
        if (!gone && !telling.failed().contains(status)) {
            return Stream.empty();
        }
        String detail = data.at(telling.detail()).asText();
        String shown = detail.length() > LONGEST ? detail.substring(0, LONGEST) + "…" : detail;
        return event.ids(telling.subject()).stream()
                .map(id ->
                        new IssueReport(telling.kind(), event.shop(), id, 0, event.toldAt(), gone, gone ? "" : shown));
    }
}
