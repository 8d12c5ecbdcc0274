package io.creatorflow.tiktokshop.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an address looks like: it is judged by where the connection would go (S7). */
class ForgeryTest {

    private static final AtomicInteger CONNECTS = new AtomicInteger();
    private static HttpServer server;
    private static HttpCalls calls;

    @BeforeAll
    static void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress("::", 0), 0);
        server.createContext("/", exchange -> {
            CONNECTS.incrementAndGet();
            exchange.getResponseHeaders().set("Location", "http://127.0.0.2:" + port() + "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        calls = new HttpCalls("");
    }

    @AfterAll
    static void stop() {
        calls.close();
        server.stop(0);
    }

    static List<String> spellings() {
        List<String> hosts = new ArrayList<>(List.of(
                "127.0.0.1",
                "127.0.0.2",
                "127.1",
                "127.0.1",
                "127.255.255.254",
                "2130706433",
                "localhost",
                "LOCALHOST",
                "0.0.0.0",
                "0",
                "0.0.0.1",
                "127.000.000.001",
                "0127.0.0.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "017700000001",
                "169.254.169.254",
                "169.254.1.1",
                "2852039166",
                "0xa9fea9fe",
                "169.254.43518",
                "169.16689662",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16",
                "10.0.0.1",
                "10.1",
                "167772161",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "192.168.1",
                "3232235521",
                "100.64.0.1",
                "100.127.255.255",
                "198.18.0.1",
                "192.0.2.1",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "localhost.",
                "metadata.google.internal",
                "127.0.0.1.nip.invalid"));
        for (String six : List.of(
                "::1",
                "0:0:0:0:0:0:0:1",
                "::",
                "::127.0.0.1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::ffff:169.254.169.254",
                "::ffff:a9fe:a9fe",
                "::ffff:10.0.0.1",
                "::169.254.169.254",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::a00:1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::",
                "2001:0:1:2:3:4:80ff:fffe",
                "fe80::1",
                "fe80::a9fe:a9fe",
                "febf::1",
                "fc00::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "fec0::1",
                "ff02::1",
                "2001:db8::1")) {
            hosts.add("[" + six + "]");
        }
        return hosts;
    }

    @Test
    void thereAreSixtySpellingsAndMore() {
        assertThat(spellings()).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void noSpellingOfAForbiddenAddressIsConnectedTo(String host) {
        int before = CONNECTS.get();

        Exception failure = calls.failure("http://" + host + ":" + port() + "/");

        assertThat(failure).isNotNull();
        assertThat(CONNECTS.get()).isEqualTo(before);
    }

    @Test
    void aListedAddressIsConnectedToAndARedirectIsNotFollowed() {
        int before = CONNECTS.get();
        try (HttpCalls listed = new HttpCalls("127.0.0.1")) {
            assertThat(listed.failure("http://127.0.0.1:" + port() + "/")).isNull();
            assertThat(listed.failure("http://127.0.0.2:" + port() + "/")).isInstanceOf(AddressRefused.class);
        }
        assertThat(CONNECTS.get()).isEqualTo(before + 1);
    }

    private static int port() {
        return server.getAddress().getPort();
    }
}
