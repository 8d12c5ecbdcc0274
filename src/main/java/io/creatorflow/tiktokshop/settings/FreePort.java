package io.creatorflow.tiktokshop.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Looks whether a port is free, before anything is started that would have to be stopped again. */
public final class FreePort {

    private FreePort() {}

    /**
     * Looks.
     *
     * @param address where to listen, null for everywhere
     * @param port which; 0 is always free
     * @param variable the environment variable that names another
     * @throws BadSettingException if something listens there already
     */
    public static void check(@Nullable InetAddress address, int port, String variable) {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
            socket.setSoTimeout(1);
        } catch (IOException e) {
            throw new BadSettingException(
                    "Port " + port + " is in use: stop what uses it, or set " + variable + " to a free port.");
        }
    }

    /**
     * Reads a port.
     *
     * @param text the setting
     * @param otherwise the port where it is empty
     * @throws BadSettingException if it is no port
     */
    public static int read(String text, int otherwise, String variable) {
        String digits = text.strip();
        if (digits.isEmpty()) {
            return otherwise;
        }
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65_535) {
            throw new BadSettingException(variable + " is no port: set it to a number such as " + otherwise + ".");
        }
        return Integer.parseInt(digits);
    }
}
