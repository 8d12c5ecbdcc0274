package io.creatorflow.tiktokshop.ingress;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What most webhook receivers look like, to compare with: a servlet that reads the body on a thread of its own, checks the
 * signature, inserts one row and commits. Tomcat as it comes.
 */
final class PlainServer implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();

    PlainServer(WebhookSignature signature, DataSource dataSource) throws IOException, LifecycleException {
        JdbcTemplate database = new JdbcTemplate(dataSource);
        tomcat.setBaseDir(Files.createTempDirectory("plain").toString());
        tomcat.setPort(0);
        tomcat.getConnector();
        StandardContext context = (StandardContext) tomcat.addContext("", null);
        Tomcat.addServlet(context, "webhooks", new HttpServlet() {
            @Override
            protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
                byte[] body = request.getInputStream().readAllBytes();
                try {
                    signature.verify(body, request.getHeader("Authorization"));
                    ReceivedWebhook row =
                            ReceivedWebhook.of(body, Clock.systemUTC().instant());
                    database.update(
                            "insert into inbox (day, body_sha256, event_type, shop_id, body) values (?::date, ?, ?, ?, ?)"
                                    + " on conflict do nothing",
                            row.day(),
                            row.sha256(),
                            row.envelope().type(),
                            row.envelope().shopId(),
                            row.body());
                } catch (BadSignatureException e) {
                    response.setStatus(401);
                }
            }
        });
        context.addServletMappingDecoded(WebhookGate.PATH, "webhooks");
        tomcat.start();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
