package io.creatorflow.tiktokshop.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS 1.2 and later, to a host whose certificate is good for its name, whatever an endpoint asks for (S14). */
class TlsTest {

    private static final int SUPPORTED_VERSIONS = 43;

    private static Certificates certificates;
    private static HttpCalls calls;

    @BeforeAll
    static void certify(@TempDir Path folder) throws IOException, InterruptedException {
        certificates = new Certificates(folder);
        calls = new HttpCalls("127.0.0.1", certificates::trust);
        calls.with("careless", client -> client.disableAutomaticRetries());
        calls.bind("anybody", NoopHostnameVerifier.INSTANCE);
    }

    @AfterAll
    static void end() {
        calls.close();
    }

    @Test
    void aGoodCertificateIsTaken() throws Exception {
        assertThat(failure("good", "")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "other-host", "self-signed"})
    void aBadOneIsRefused(String certificate) throws Exception {
        assertThat(failure(certificate, "")).isInstanceOf(SSLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "other-host", "self-signed"})
    void noOptionOfAnEndpointMakesABadOneGood(String certificate) throws Exception {
        assertThat(failure(certificate, "&x509HostnameVerifier=#anybody&useSystemProperties=true"))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void nothingOlderThanTls12IsOffered() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<Integer>> offered = CompletableFuture.supplyAsync(() -> offered(server));

            calls.failure("https://127.0.0.1:" + server.getLocalPort() + "/");

            assertThat(offered.join()).containsExactlyInAnyOrder(0x0304, 0x0303);
        }
    }

    private static Exception failure(String certificate, String options) throws GeneralSecurityException, IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.shows(certificate)));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            Exchange call = calls.get("https://127.0.0.1:" + server.getAddress().getPort() + "/", "careless", options);
            return call.getException();
        } finally {
            server.stop(0);
        }
    }

    /** The versions that a client names in its first message (RFC 8446, 4.2.1). */
    private static List<Integer> offered(ServerSocket server) {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.skipNBytes(3);
            ByteBuffer hello = ByteBuffer.wrap(in.readNBytes(in.readUnsignedShort()));
            hello.position(4 + 2 + 32);
            skip(hello, hello.get() & 0xff);
            skip(hello, hello.getShort() & 0xffff);
            skip(hello, hello.get() & 0xff);
            hello.getShort();
            while (hello.hasRemaining()) {
                int type = hello.getShort();
                int length = hello.getShort() & 0xffff;
                if (type == SUPPORTED_VERSIONS) {
                    return versions(hello);
                }
                skip(hello, length);
            }
            return List.of();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Integer> versions(ByteBuffer extension) {
        List<Integer> versions = new ArrayList<>();
        for (int left = extension.get() & 0xff; left > 0; left -= 2) {
            versions.add((int) extension.getShort());
        }
        return versions;
    }

    private static void skip(ByteBuffer bytes, int count) {
        bytes.position(bytes.position() + count);
    }
}
