package io.creatorflow.tiktokshop.issues;

import io.creatorflow.tiktokshop.api.ApiCall;
import io.creatorflow.tiktokshop.api.ApiResponse;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Reports what an answer with code 0 refused all the same: its {@code data.errors[]}. */
@Component("itemErrors")
public class ItemErrors {

    private final IssueReports reports;

    ItemErrors(IssueReports reports) {
        this.reports = reports;
    }

    /** One report for each code of an answer. TikTok's texts stay out, as they may repeat what was sent. */
    public void report(@ExchangeProperty("apiCall") ApiCall call, @Body ApiResponse answer) {
        List<IssueReport> found = answer.itemErrors().stream()
                .map(ApiResponse.ItemError::code)
                .distinct()
                .map(code -> new IssueReport(
                        IssueKind.ITEMS_REFUSED.word(),
                        call.request().shopId(),
                        call.operation().name(),
                        code,
                        null,
                        false,
                        ""))
                .toList();
        reports.report(found);
    }
}
