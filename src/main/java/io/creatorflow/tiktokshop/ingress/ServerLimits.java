package io.creatorflow.tiktokshop.ingress;

import java.util.Map;
import org.apache.catalina.Host;
import org.apache.coyote.ProtocolHandler;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Makes Tomcat bounded where it is not by itself: slow headers, error pages, the rest of refused requests. */
@Component
final class ServerLimits implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /**
     * Sizes in bytes. Tomcat takes about ten buffers of 8 KiB each for a connection that has sent its first byte, so a
     * thousand slow ones are 84 MB, which the collector copies while everybody waits. A webhook with its head fits into 4 KiB,
     * its answer into one; a response that is longer goes out in more pieces.
     */
    private static final Map<String, String> BUFFERS =
            Map.of("socket.appReadBufSize", "4096", "socket.appWriteBufSize", "2048", "maxTrailerSize", "512");

    private final IngressSettings settings;

    ServerLimits(IngressSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.setProtocol(DeadlineHttpProtocol.class.getName());
        server.addConnectorCustomizers(connector -> {
            ProtocolHandler protocol = connector.getProtocolHandler();
            ((DeadlineHttpProtocol) protocol).setHeaderDeadline(settings.headerDeadline());
            connector.setProperty("continueResponseTiming", "onRead");
            BUFFERS.forEach(connector::setProperty);
        });
        server.addContextValves(new ArrivalValve());
        server.addContextCustomizers(context -> {
            if (context.getParent() instanceof Host host) {
                host.getPipeline().addValve(new EmptyErrorReport());
            }
        });
    }
}
