package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.TILE_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.TOO_LARGE;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryBundleTest {
    @Test
    void anEntryOfOver65535Bytes_isRefused() {
        assertRefused(
                TOO_LARGE,
                "an entry has at most 65,535 bytes, not 65536",
                () -> EntryBundle.pack(List.of(new byte[65_536])));
    }

    @Test
    void over256Entries_areRefused() {
        assertRefused(TOO_LARGE, () -> EntryBundle.pack(Collections.nCopies(257, new byte[0])));
        assertRefused(TILE_MALFORMED, () -> EntryBundle.unpack(new byte[2 * 257]));
    }

    @Test
    void aBundleCutAnywhereWithinAnEntry_isRefused() {
        byte[] bundle = EntryBundle.pack(List.of(new byte[300]));
        for (int length = 1; length < bundle.length; length++) {
            byte[] cut = Arrays.copyOf(bundle, length);
            assertRefused(TILE_MALFORMED, () -> EntryBundle.unpack(cut));
        }
    }

    @Test
    void aByteMore_isRefused() {
        byte[] longer = Arrays.copyOf(EntryBundle.pack(List.of(new byte[3])), 6);
        assertRefused(TILE_MALFORMED, "a bundle ends within the length of an entry", () -> EntryBundle.unpack(longer));
    }

    @Test
    void lengths_areTwoBytesBigEndian() {
        byte[] entry = new byte[0x0102];
        assertThat(EntryBundle.pack(List.of(entry))).startsWith(1, 2, 0).hasSize(0x0104);
    }

    @Test
    void entriesOfAllLengths_comeBack() {
        List<byte[]> entries = List.of(new byte[0], new byte[] {1}, new byte[255], new byte[256], new byte[65_535]);
        assertThat(EntryBundle.unpack(EntryBundle.pack(entries))).containsExactlyElementsOf(entries);
        assertThat(EntryBundle.unpack(new byte[0])).isEmpty();
    }

    @Test
    void randomBundles_comeBack() {
        for (int seed = 0; seed < 50; seed++) {
            List<byte[]> entries = MemoryLog.entries(seed, seed * 5);
            assertThat(EntryBundle.unpack(EntryBundle.pack(entries))).containsExactlyElementsOf(entries);
        }
    }
}
