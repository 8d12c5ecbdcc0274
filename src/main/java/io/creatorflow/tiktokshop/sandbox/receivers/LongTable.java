package io.creatorflow.tiktokshop.sandbox.receivers;

import io.creatorflow.tiktokshop.sandbox.faults.Chance;

/**
 * Numbers by text, compactly: 24 bytes an entry and no objects. Texts are kept as 128 bits of hash; that two of ten
 * million texts meet has a chance of 1 in 10^24.
 */
final class LongTable {

    private static final int FIRST_SIZE = 1024;

    private final int most;
    private long[] slots = new long[FIRST_SIZE * 3];
    private int used;

    LongTable(int most) {
        this.most = most;
    }

    /**
     * Puts a number where there is none yet, or where it is greater.
     *
     * @param value above 0
     * @return what was there before, 0 for nothing
     */
    synchronized long putGreater(String text, long value) {
        long high = hash(text, 0x51ED270B35A6B4CDL);
        long low = hash(text, 0xC2B2AE3D27D4EB4FL);
        int at = find(slots, high, low);
        long before = slots[at + 2];
        if (before == 0) {
            insert(at, high, low, value);
        } else if (value > before) {
            slots[at + 2] = value;
        }
        return before;
    }

    synchronized int size() {
        return used;
    }

    private void insert(int at, long high, long low, long value) {
        if (used >= most) {
            return;
        }
        slots[at] = high;
        slots[at + 1] = low;
        slots[at + 2] = value;
        if (++used * 2 > slots.length / 3) {
            grow();
        }
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int i = 0; i < slots.length; i += 3) {
            if (slots[i + 2] != 0) {
                System.arraycopy(slots, i, larger, find(larger, slots[i], slots[i + 1]), 3);
            }
        }
        slots = larger;
    }

    private static int find(long[] table, long high, long low) {
        int places = table.length / 3;
        int place = (int) Math.floorMod(high, (long) places);
        while (table[place * 3 + 2] != 0 && (table[place * 3] != high || table[place * 3 + 1] != low)) {
            place = place + 1 == places ? 0 : place + 1;
        }
        return place * 3;
    }

    private static long hash(String text, long seed) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
            hash ^= hash >>> 29;
        }
        return Chance.mix(hash);
    }
}
