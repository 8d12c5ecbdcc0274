package io.creatorflow.tiktokshop.issues;

import io.creatorflow.tiktokshop.durable.SqlTime;
import java.sql.Timestamp;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reports causes within the transaction that meets them, by one statement. They are folded into issues at once after it. */
@Component
public class IssueReports {

    private static final String REPORT = """
            insert into issue_report (kind, shop_id, subject, code, at, gone, detail)
            select * from unnest(:kinds::text[], :shops::text[], :subjects::text[], :codes::integer[], :times::timestamptz[],
              :gone::boolean[], :details::text[])
            """;

    private final JdbcClient database;

    IssueReports(JdbcClient database) {
        this.database = database;
    }

    /** Reports all of these. */
    public void report(List<IssueReport> reports) {
        if (reports.isEmpty()) {
            return;
        }
        database.sql(REPORT)
                .param("kinds", column(reports, IssueReport::kind).toArray(String[]::new))
                .param("shops", column(reports, IssueReport::shopId).toArray(String[]::new))
                .param("subjects", column(reports, IssueReport::subject).toArray(String[]::new))
                .param("codes", column(reports, IssueReport::code).toArray(Integer[]::new))
                .param(
                        "times",
                        reports.stream().map(report -> SqlTime.of(report.at())).toArray(Timestamp[]::new))
                .param("gone", column(reports, IssueReport::gone).toArray(Boolean[]::new))
                .param("details", column(reports, IssueReport::detail).toArray(String[]::new))
                .update();
    }

    private static <T> List<T> column(List<IssueReport> reports, Function<IssueReport, T> value) {
        return reports.stream().map(value).toList();
    }
}
