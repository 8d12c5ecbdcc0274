package io.creatorflow.tiktokshop.development;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Made-up keys of this checkout: rolled by dice at the first start, and kept, as what is stored is encrypted with them. */
final class Keys {

    private static final SecureRandom DICE = new SecureRandom();

    private Keys() {}

    /**
     * Reads the keys, and makes those that are missing.
     *
     * @param file where they are kept
     * @param receivers names of the downstreams that have a signing secret
     * @return by the name of the setting
     */
    static Map<String, String> in(Path file, List<String> receivers) {
        Properties kept = new Properties();
        try {
            if (Files.exists(file)) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    kept.load(reader);
                }
            }
            int before = kept.size();
            make(kept, receivers);
            if (kept.size() > before) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                try (Writer writer = Files.newBufferedWriter(file)) {
                    kept.store(
                            writer, "Made-up keys for development, kept as the tokens in data/ are encrypted with one");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> keys = new TreeMap<>();
        kept.stringPropertyNames().forEach(name -> keys.put(name, kept.getProperty(name)));
        return keys;
    }

    private static void make(Properties keys, List<String> receivers) {
        keys.putIfAbsent("tiktok-shop.app-key", "sandbox" + HexFormat.of().formatHex(random(3)));
        keys.putIfAbsent("tiktok-shop.app-secret", HexFormat.of().formatHex(random(20)));
        keys.putIfAbsent("tiktok-shop.token-key", Base64.getEncoder().encodeToString(random(32)));
        for (String receiver : receivers) {
            keys.putIfAbsent(
                    "downstream." + receiver + ".secret",
                    "whsec_" + Base64.getEncoder().encodeToString(random(32)));
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        DICE.nextBytes(random);
        return random;
    }
}
