package io.creatorflow.tiktokshop.pulls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.creatorflow.tiktokshop.durable.LiveWork;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A window of a backfill is read page by page, with a rest after each while live work moves. */
class RestBesideLiveWorkTest {

    private static final int PAGES = 3;

    private final CamelContext camel = new DefaultCamelContext();
    private final LiveWork live = mock(LiveWork.class);
    private int stored;

    @BeforeEach
    void loadTheRoute() throws Exception {
        PullPage page = mock(PullPage.class);
        BackfillWindows windows = mock(BackfillWindows.class);
        when(windows.first(any())).thenReturn(page);
        when(windows.stored(any(), any(), any())).thenAnswer(call -> ++stored < PAGES ? page : null);
        camel.getRegistry().bind("backfillItems", mock(BackfillItems.class));
        camel.getRegistry().bind("backfillWindows", windows);
        camel.getRegistry().bind("liveWork", live);
        camel.getPropertiesComponent().addOverrideProperty("backfills.page-beside-live-every", "1000");
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel)
                        .resolveResource("file:" + Path.of("routes/pulls/read-backfill-window.camel.yaml")));
        AdviceWith.adviceWith(camel, "read-backfill-window", advice -> {
            advice.weaveById("read-page-of-stream").replace().to("mock:page");
            advice.weaveById("rest-beside-live-work").replace().to("mock:rest");
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @CsvSource({"true, 3", "false, 0"})
    void afterEachPageWhileLiveWorkMoves(boolean moving, int rests) throws InterruptedException {
        when(live.isMoving()).thenReturn(moving);
        MockEndpoint rested = camel.getEndpoint("mock:rest", MockEndpoint.class);

        camel.createProducerTemplate()
                .send("direct:read-backfill-window", exchange -> exchange.setProperty("window", window()));

        assertThat(camel.getEndpoint("mock:page", MockEndpoint.class).getReceivedCounter())
                .isEqualTo(PAGES);
        assertThat(rested.getReceivedCounter()).isEqualTo(rests);
    }

    private static BackfillWindow window() {
        BackfillWindow window = mock(BackfillWindow.class);
        when(window.stream()).thenReturn("orders");
        return window;
    }
}
