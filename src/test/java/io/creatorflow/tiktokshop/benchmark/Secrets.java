package io.creatorflow.tiktokshop.benchmark;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Made up for one run.
 *
 * @param appSecret signs webhooks and API calls
 * @param tokenKey 32 bytes in base64
 * @param receiverSecret whsec_…, the same for all receivers
 */
record Secrets(String appKey, String appSecret, String tokenKey, String receiverSecret) {

    static Secrets random() {
        return new Secrets(
                "6benchmark01",
                HexFormat.of().formatHex(bytes(20)),
                Base64.getEncoder().encodeToString(bytes(32)),
                "whsec_" + Base64.getEncoder().encodeToString(bytes(32)));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
