package io.creatorflow.tiktokshop.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between the integration and its database; as a black hole it takes everything and passes nothing on. */
final class FaultProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean blackHole;

    FaultProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void blackHole(boolean on) {
        blackHole = on;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> join(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try {
            Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            database.setTcpNoDelay(true);
            threads.execute(() -> pass(client, database));
            pass(database, client);
        } catch (IOException e) {
            close(client);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[16_384];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!blackHole) {
                    out.write(buffer, 0, read);
                } else {
                    swallow(in);
                    return;
                }
            }
        } catch (IOException e) {
            // the other side went away, and so does this one
        }
    }

    /** What was swallowed is gone: such a connection never speaks again, and is left to its owner to give up. */
    private void swallow(InputStream in) throws IOException {
        byte[] buffer = new byte[16_384];
        while (in.read(buffer) >= 0) {
            Thread.onSpinWait();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
