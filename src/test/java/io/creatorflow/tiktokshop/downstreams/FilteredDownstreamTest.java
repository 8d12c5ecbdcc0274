package io.creatorflow.tiktokshop.downstreams;

import static io.creatorflow.tiktokshop.downstreams.TestMessages.UPDATED;
import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ReceiversStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The file that the recipe for filters shows, served for a receiver of this test's own. */
@IntegrationTest
class FilteredDownstreamTest {

    private static final Path RECIPE = Path.of("docs/02-implementation/downstreams.md");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ConfigurableEnvironment environment;

    @Autowired
    private CamelContext camel;

    @Autowired
    private JdbcClient database;

    private final String receiver = "loyalty-" + UUID.randomUUID().toString().substring(0, 8);
    private final MapPropertySource knobs = new MapPropertySource(
            receiver,
            Map.of(
                    "downstream." + receiver + ".url",
                    RECEIVERS.url(receiver),
                    "downstream." + receiver + ".secret",
                    ReceiversStub.SECRET,
                    "downstream." + receiver + ".concurrency",
                    "2",
                    "downstream." + receiver + ".rate",
                    "20"));

    @AfterEach
    void stop() throws Exception {
        camel.getRouteController().stopRoute("deliver-to-" + receiver);
        camel.removeRoute("deliver-to-" + receiver);
        environment.getPropertySources().remove(receiver);
    }

    @Test
    void whatTheRecipeLeavesOutIsDiscardedAndTheRestIsSent() throws Exception {
        environment.getPropertySources().addFirst(knobs);
        TestMessages unwanted = new TestMessages(context, receiver);
        TestMessages wanted = new TestMessages(context, receiver);
        unwanted.append(UPDATED);
        wanted.append("order.stopped.v1");
        String yaml = recipe().replace("'unpaid'", "'awaiting_shipment'");
        assertThat(yaml).contains("awaiting_shipment");

        serve(yaml);

        await().until(() -> wanted.outcomes().equals(List.of("delivered"))
                && unwanted.outcomes().equals(List.of("discarded")));
        assertThat(RECEIVERS.received(receiver, wanted.order())).hasSize(1);
        assertThat(RECEIVERS.received(receiver, unwanted.order())).isEmpty();
        assertThat(database.sql("select discarded, difference from ledger_balance where receiver = :receiver")
                        .param("receiver", receiver)
                        .query((row, number) -> List.of(row.getInt(1), row.getInt(2)))
                        .single())
                .isEqualTo(List.of(1, 0));
    }

    private String recipe() throws Exception {
        return Files.readString(RECIPE).split("```yaml\n")[1].split("```\n")[0];
    }

    private void serve(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString(
                        "deliver-to-" + receiver + ".camel.yaml", yaml.replace("loyalty", receiver)));
        camel.createProducerTemplate().sendBody("seda:deliver-to-" + receiver + "?size=32", "");
    }
}
