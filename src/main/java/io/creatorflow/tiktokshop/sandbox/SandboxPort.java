package io.creatorflow.tiktokshop.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The port to listen on, looked at before anything starts, so that a busy one is told in one line. */
final class SandboxPort {

    private static final String USUAL = "8090";

    private SandboxPort() {}

    /**
     * The port that settings, system property or environment name, in this order.
     *
     * @return 0 for any
     * @throws SandboxNotStarted if it is no port, or is in use
     */
    static int free(Map<String, Object> settings) {
        String text = Stream.of(
                        settings.get("sandbox.port"), System.getProperty("sandbox.port"), System.getenv("SANDBOX_PORT"))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .findFirst()
                .orElse(USUAL);
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
        if (port < 0 || port > 65_535) {
            throw new SandboxNotStarted("SANDBOX_PORT: " + text + " is not a port; give 0 (any) to 65535.", null);
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return port;
        } catch (IOException e) {
            throw new SandboxNotStarted(inUse(port), e);
        }
    }

    static String inUse(int port) {
        return "SANDBOX_PORT: port " + port
                + " of 127.0.0.1 is in use; stop what uses it, or set SANDBOX_PORT to a free port (0 takes any).";
    }
}
