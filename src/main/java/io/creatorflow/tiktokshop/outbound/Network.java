package io.creatorflow.tiktokshop.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Addresses that begin alike: {@code 10.0.0.0/8}, {@code fc00::/7}, or one address alone.
 *
 * @param address any of them, 4 or 16 bytes
 * @param bits how many of its first bits count
 */
record Network(byte[] address, int bits) {

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException for a text that is none; host names are not looked up
     */
    static Network of(String text) {
        String[] parts = text.strip().split("/", 2);
        if (!parts[0].matches("[0-9a-fA-F:]*[.:][0-9a-fA-F.:]*")) {
            throw new IllegalArgumentException(text);
        }
        try {
            byte[] address = InetAddress.getByName(parts[0]).getAddress();
            int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException(text);
            }
            return new Network(address, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Whether an address is one of them. */
    boolean has(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
