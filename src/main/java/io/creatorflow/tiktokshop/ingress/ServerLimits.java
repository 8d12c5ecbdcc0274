package io.creatorflow.tiktokshop.ingress;

import org.apache.catalina.Host;
import org.apache.coyote.ProtocolHandler;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Makes Tomcat bounded where it is not by itself: slow headers, error pages, the rest of refused requests. */
@Component
final class ServerLimits implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

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
        });
        server.addContextValves(new ArrivalValve(), new UnreadBodyValve());
        server.addContextCustomizers(context -> {
            if (context.getParent() instanceof Host host) {
                host.getPipeline().addValve(new EmptyErrorReport());
            }
        });
    }
}
