package io.creatorflow.tiktokshop.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {

    private final AllowedAddresses open = new AllowedAddresses("");
    private final AllowedAddresses all = new AllowedAddresses("0.0.0.0/0,::/0");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "169.253.1.1",
                "2606:4700::1111",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void aPublicAddressIsCalled(String address) throws UnknownHostException {
        assertThat(open.resolve(address)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "100.127.255.255",
                "198.18.0.1",
                "192.0.2.1",
                "::1",
                "fc00::1",
                "fdff::1",
                "fec0::1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "localhost"
            })
    void aPrivateAddressIsCalledOnlyWhereItIsListed(String address) throws UnknownHostException {
        assertThatExceptionOfType(AddressRefused.class)
                .isThrownBy(() -> open.resolve(address))
                .withMessageContaining(address)
                .withMessageContaining("OUTBOUND_PRIVATE_NETWORKS");
        assertThat(all.resolve(address)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16",
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "224.0.0.1",
                "255.255.255.255",
                "ff02::1",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "2001:0:1:2:3:4:5601:5601"
            })
    void whatIsLinkLocalOrACloudsMetadataIsNeverCalled(String address) {
        assertThatExceptionOfType(AddressRefused.class)
                .isThrownBy(() -> all.resolve(address))
                .withMessageContaining("never called");
    }

    @Test
    void onlyTheListedNetworkIsOpened() throws UnknownHostException {
        AllowedAddresses some = new AllowedAddresses("10.1.0.0/16, 192.168.7.7");

        assertThat(some.resolve("10.1.255.255")).hasSize(1);
        assertThat(some.resolve("192.168.7.7")).hasSize(1);
        for (String other : new String[] {"10.2.0.0", "10.0.255.255", "192.168.7.6", "127.0.0.1"}) {
            assertThatExceptionOfType(AddressRefused.class).isThrownBy(() -> some.resolve(other));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "localhost", "10.0.0.0/-1", "ten", "10.0.0.0.0"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AllowedAddresses(text));
    }
}
