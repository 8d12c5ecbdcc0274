package io.creatorflow.tiktokshop.development;

import io.creatorflow.tiktokshop.settings.BadSettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Looks whether a port is free, before anything is started that would have to be stopped again. */
final class FreePort {

    private FreePort() {}

    /**
     * Looks.
     *
     * @param port on 127.0.0.1; 0 is always free
     * @param variable which environment variable names another
     * @throws BadSettingException if something listens there
     */
    static void check(int port, String variable) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assert socket.isBound();
        } catch (IOException e) {
            throw new BadSettingException("Port " + port + " is in use: stop what uses it, or set " + variable
                    + " to a free port, as in " + variable + "=" + (port + 1000) + " mvn spring-boot:run");
        }
    }
}
