package io.breakwater.ledger.merkle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Entries one after the other, each after its length as two bytes, big-endian (C2SP tlog-tiles, "Log entries"). */
public final class EntryBundle {
    /** The longest entry the format can hold, in bytes. */
    public static final int LONGEST_ENTRY = 0xFFFF;

    private static final int PREFIX = 2;

    private EntryBundle() {}

    /**
     * The bundle of these entries.
     *
     * @throws ProofException {@code TOO_LARGE} for an entry of over 65,535 bytes, or over 256 entries
     */
    public static byte[] pack(List<byte[]> entries) {
        if (entries.size() > TilePath.FULL) {
            throw new ProofException(
                    ProofException.Reason.TOO_LARGE, "a bundle holds 256 entries, not " + entries.size());
        }
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        entries.forEach(entry -> put(bundle, entry));
        return bundle.toByteArray();
    }

    private static void put(ByteArrayOutputStream bundle, byte[] entry) {
        if (entry.length > LONGEST_ENTRY) {
            throw new ProofException(
                    ProofException.Reason.TOO_LARGE, "an entry has at most 65,535 bytes, not " + entry.length);
        }
        bundle.write(entry.length >>> 8);
        bundle.write(entry.length);
        bundle.writeBytes(entry);
    }

    /**
     * The entries of a bundle.
     *
     * @throws ProofException {@code TILE_MALFORMED} when it ends within an entry or holds over 256
     */
    public static List<byte[]> unpack(byte[] bundle) {
        List<byte[]> entries = new ArrayList<>();
        each(bundle, (from, to) -> entries.add(Arrays.copyOfRange(bundle, from, to)));
        return entries;
    }

    /**
     * The leaf hashes of a bundle's entries, one after the other, as a tile has them.
     *
     * @throws ProofException as {@link #unpack}
     */
    static byte[] leafHashes(byte[] bundle, TreeHasher hasher) {
        byte[] hashes = new byte[TilePath.FULL * Hash.SIZE];
        int count = each(bundle, new Range() {
            private int at;

            @Override
            public void accept(int from, int to) {
                hasher.leaf(bundle, from, to - from, hashes, at);
                at += Hash.SIZE;
            }
        });
        return Arrays.copyOf(hashes, count * Hash.SIZE);
    }

    /** Takes the part of a bundle that is one entry. */
    private interface Range {
        void accept(int from, int to);
    }

    /** How many there are. */
    private static int each(byte[] bundle, Range entry) {
        int count = 0;
        for (int at = 0; at < bundle.length; count++) {
            if (count == TilePath.FULL) {
                throw malformed("a bundle holds more than 256 entries");
            }
            int end = endOfEntry(bundle, at);
            entry.accept(at + PREFIX, end);
            at = end;
        }
        return count;
    }

    private static int endOfEntry(byte[] bundle, int at) {
        if (bundle.length - at < PREFIX) {
            throw malformed("a bundle ends within the length of an entry");
        }
        int length = (bundle[at] & 0xFF) << 8 | (bundle[at + 1] & 0xFF);
        int end = at + PREFIX + length;
        if (end > bundle.length) {
            throw malformed("a bundle ends within an entry");
        }
        return end;
    }

    private static ProofException malformed(String sentence) {
        return new ProofException(ProofException.Reason.TILE_MALFORMED, sentence);
    }
}
