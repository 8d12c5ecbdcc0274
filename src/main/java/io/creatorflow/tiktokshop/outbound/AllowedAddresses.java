package io.creatorflow.tiktokshop.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Where calls may go, judged by the address that is connected to, and not by the name: public addresses, and private ones in
 * the networks that the setting {@code outbound.private-networks} lists. Link-local addresses and the clouds' metadata services
 * are never called (OWASP, "Server-Side Request Forgery Prevention"; the special networks are those of the IANA registries).
 */
public final class AllowedAddresses implements DnsResolver {

    private static final List<Network> NEVER =
            networks("0.0.0.0/8,169.254.0.0/16,224.0.0.0/4,240.0.0.0/4,100.100.100.200,192.0.0.192,168.63.129.16,"
                    + "::,fe80::/10,ff00::/8,fd00:ec2::254,fd20:ce::254");

    private static final List<Network> PRIVATE =
            networks("10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,127.0.0.0/8,100.64.0.0/10,192.0.0.0/24,192.0.2.0/24,"
                    + "198.18.0.0/15,198.51.100.0/24,203.0.113.0/24,"
                    + "::1,fc00::/7,fec0::/10,100::/64,2001:db8::/32,64:ff9b:1::/48");

    private static final List<Network> HOLD_IPV4_LAST = networks("::/96,64:ff9b::/96");
    private static final List<Network> UNSPECIFIED_AND_LOOPBACK = networks("::/127");
    private static final List<Network> SIX_TO_FOUR = networks("2002::/16");
    private static final List<Network> TEREDO = networks("2001::/32");

    private final List<Network> listed;

    /**
     * Allows public addresses, and these.
     *
     * @param privateNetworks such as {@code 10.1.0.0/16,127.0.0.1}; empty for none
     * @throws IllegalArgumentException naming what is no network
     */
    public AllowedAddresses(String privateNetworks) {
        this.listed = networks(privateNetworks);
    }

    /**
     * The addresses of a host.
     *
     * @throws AddressRefused when one of them must not be called
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            check(host, address);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return InetAddress.getByName(host).getCanonicalHostName();
    }

    private void check(String host, InetAddress address) throws AddressRefused {
        List<byte[]> forms = forms(address.getAddress());
        if (forms.stream().anyMatch(form -> isIn(NEVER, form))) {
            throw new AddressRefused(host + " is at " + address.getHostAddress()
                    + ", which is never called: give the address of the system itself");
        }
        if (!isIn(listed, forms.get(0)) && forms.stream().anyMatch(form -> isIn(PRIVATE, form))) {
            throw new AddressRefused(host + " is at the private address " + address.getHostAddress()
                    + ", which is not listed: add its network to OUTBOUND_PRIVATE_NETWORKS");
        }
    }

    /** An address, and the IPv4 one that it stands for: in IPv4-compatible, NAT64, 6to4 and Teredo addresses. */
    private static List<byte[]> forms(byte[] address) {
        if (isIn(HOLD_IPV4_LAST, address) && !isIn(UNSPECIFIED_AND_LOOPBACK, address)) {
            return List.of(address, Arrays.copyOfRange(address, 12, 16));
        }
        if (isIn(SIX_TO_FOUR, address)) {
            return List.of(address, Arrays.copyOfRange(address, 2, 6));
        }
        if (isIn(TEREDO, address)) {
            byte[] client = Arrays.copyOfRange(address, 12, 16);
            for (int i = 0; i < client.length; i++) {
                client[i] ^= (byte) 0xff;
            }
            return List.of(address, client);
        }
        return List.of(address);
    }

    private static boolean isIn(List<Network> networks, byte[] address) {
        return networks.stream().anyMatch(network -> network.has(address));
    }

    private static List<Network> networks(String list) {
        return Stream.of(list.split(","))
                .filter(text -> !text.isBlank())
                .map(Network::of)
                .toList();
    }
}
