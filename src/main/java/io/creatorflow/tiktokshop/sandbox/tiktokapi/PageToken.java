package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import io.creatorflow.tiktokshop.sandbox.orders.SortKey;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A page_token: where a page ended and how it was sorted. It holds {@code +}, {@code /} and {@code =}, as real ones often
 * do, so that a caller who encodes carelessly finds out.
 *
 * @param byUpdate sorted by update_time
 * @param ascending oldest first
 * @param end where the page ended
 * @param madeAt real seconds since 1970
 */
record PageToken(boolean byUpdate, boolean ascending, SortKey end, long madeAt) {

    private static final byte[] PREFIX = {(byte) 0xFB, (byte) 0xFF, (byte) 0xBF};
    private static final int LENGTH = PREFIX.length + 1 + 3 * Long.BYTES + Integer.BYTES + 2;

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).put(PREFIX);
        bytes.put((byte) ((byUpdate ? 1 : 0) + (ascending ? 2 : 0)));
        bytes.putLong(end.time()).putLong(end.number()).putLong(madeAt);
        bytes.putInt(check(bytes));
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    static @Nullable PageToken parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
            if (bytes.capacity() != LENGTH) {
                return null;
            }
            bytes.position(PREFIX.length);
            byte how = bytes.get();
            SortKey end = new SortKey(bytes.getLong(), bytes.getLong());
            long madeAt = bytes.getLong();
            int expected = check(bytes);
            return bytes.getInt() == expected ? new PageToken((how & 1) != 0, (how & 2) != 0, end, madeAt) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static int check(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, bytes.position());
        return (int) crc.getValue();
    }
}
