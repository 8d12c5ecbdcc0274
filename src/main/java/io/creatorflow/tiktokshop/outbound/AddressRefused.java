package io.creatorflow.tiktokshop.outbound;

import java.net.UnknownHostException;

/** A host is at an address that must not be called; the message names both, and the mend. */
public final class AddressRefused extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    AddressRefused(String message) {
        super(message);
    }
}
