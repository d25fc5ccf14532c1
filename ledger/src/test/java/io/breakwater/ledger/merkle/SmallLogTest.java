package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.SIZE_OUT_OF_RANGE;
import static io.breakwater.ledger.merkle.ProofException.Reason.TILE_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.TILE_MISMATCH;
import static io.breakwater.ledger.merkle.ProofException.Reason.TILE_MISSING;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R67: every byte of a log counts")
class SmallLogTest {
    private static final String ORIGIN = "a.example/log";

    private final TestKeys keys = TestKeys.log(ORIGIN);
    private final LogVerifier verifier = new LogVerifier(Trust.in(keys.key()));

    private MemoryLog signed(MemoryLog log) {
        log.put(TileSource.CHECKPOINT, keys.note(log.head(ORIGIN).text()).format());
        return log;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 11})
    void noByteOfAnyFile_canBeChanged(int size) {
        MemoryLog log = signed(MemoryLog.random(size, size));
        Random random = new Random(size);
        verifier.verify(log);
        for (Map.Entry<String, byte[]> file : Map.copyOf(log.files()).entrySet()) {
            byte[] sound = file.getValue();
            for (int at = 0; at < sound.length; at++) {
                byte[] changed = sound.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                log.put(file.getKey(), changed);
                ProofPropertyTest.refused(() -> verifier.verify(log));
            }
            log.put(file.getKey(), sound);
        }
        verifier.verify(log);
    }

    @Test
    void noByteOfAnyFile_canBeTakenOrAdded() {
        MemoryLog log = signed(MemoryLog.random(11, 11));
        for (Map.Entry<String, byte[]> file : Map.copyOf(log.files()).entrySet()) {
            byte[] sound = file.getValue();
            for (int length = 0; length < sound.length; length++) {
                log.put(file.getKey(), Arrays.copyOf(sound, length));
                ProofPropertyTest.refused(() -> verifier.verify(log));
            }
            for (int more : new int[] {1, 2, 31, 32, 64}) {
                log.put(file.getKey(), Arrays.copyOf(sound, sound.length + more));
                ProofPropertyTest.refused(() -> verifier.verify(log));
            }
            log.put(file.getKey(), sound);
        }
        verifier.verify(log);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 511, 512, 513, 1000})
    void logsOfEverySize_hold_andNoFileCanBeMissing(int size) {
        MemoryLog log = signed(MemoryLog.random(size, size));
        verifier.verify(log);
        for (Map.Entry<String, byte[]> file : Map.copyOf(log.files()).entrySet()) {
            log.remove(file.getKey());
            assertRefused(TILE_MISSING, file.getKey() + " is missing", () -> verifier.verify(log));
            log.put(file.getKey(), file.getValue());
        }
    }

    @Test
    void entriesSwapped_areNamedByTheFirst_whereverTheyAre() {
        List<byte[]> entries = MemoryLog.entries(4, 300);
        MemoryLog log = signed(MemoryLog.random(4, 300));
        for (int at = 0; at < 255; at += 17) {
            List<byte[]> swapped = new ArrayList<>(entries.subList(0, 256));
            Collections.swap(swapped, at, at + 1);
            log.put("tile/entries/000", EntryBundle.pack(swapped));
            assertRefused(
                    TILE_MISMATCH,
                    "entry " + at + " is not the one whose hash the tree holds",
                    () -> verifier.verify(log));
        }
    }

    @Test
    void aByteThatMovesFromOneEntryToTheNext_isSeen() {
        MemoryLog log = signed(MemoryLog.random(4, 20));
        List<byte[]> moved = new ArrayList<>(log.entries());
        byte[] first = moved.get(3);
        byte[] second = moved.get(4);
        byte[] longer = Arrays.copyOf(first, first.length + 1);
        longer[first.length] = second[0];
        moved.set(3, longer);
        moved.set(4, Arrays.copyOfRange(second, 1, second.length));
        log.put("tile/entries/000.p/20", EntryBundle.pack(moved));
        assertRefused(TILE_MISMATCH, "entry 3 is not the one whose hash the tree holds", () -> verifier.verify(log));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000.p/20", "tile/entries/000.p/20"})
    void aFullTileInPlaceOfADeletedPartialOne_isRead_andAnyOtherIsNot(String path) {
        MemoryLog grown = MemoryLog.random(4, 20);
        SignedNote head = keys.note(grown.head(ORIGIN).text());
        grown.append(MemoryLog.entries(5, 300));
        grown.remove(path);
        verifier.verify(grown, head);
        String full = path.replace(".p/20", "");
        byte[] sound = grown.read(full).orElseThrow();
        for (int at : new int[] {0, 31, 300}) {
            byte[] changed = sound.clone();
            changed[at] ^= 1;
            grown.put(full, changed);
            ProofPropertyTest.refused(() -> verifier.verify(grown, head));
        }
        grown.put(full, Arrays.copyOf(sound, sound.length - 32));
        assertRefused(TILE_MALFORMED, () -> verifier.verify(grown, head));
    }

    @Test
    void whatIsBehindThePartInUseOfAFullTile_isNotLookedAt() {
        MemoryLog grown = MemoryLog.random(4, 20);
        SignedNote head = keys.note(grown.head(ORIGIN).text());
        grown.append(MemoryLog.entries(5, 300));
        grown.remove("tile/0/000.p/20");
        byte[] changed = grown.read("tile/0/000").orElseThrow().clone();
        changed[20 * Hash.SIZE] ^= 1;
        grown.put("tile/0/000", changed);
        verifier.verify(grown, head);
        signed(grown);
        assertRefused(TILE_MISMATCH, "entry 20 is not the one whose hash the tree holds", () -> verifier.verify(grown));
    }

    @Test
    void aHeadOfAnotherSize_overTheSameTiles_isRefused() {
        MemoryLog log = MemoryLog.random(4, 20);
        for (long size : new long[] {1, 19, 21, 255, 256, 257, Long.MAX_VALUE}) {
            SignedNote head = keys.note(new Checkpoint(ORIGIN, size, log.root()).text());
            ProofPropertyTest.refused(() -> verifier.verify(log, head));
        }
        assertRefused(SIZE_OUT_OF_RANGE, () -> TreeEdge.load(log, -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void grownWithoutKeeping_theTreeAndItsTilesAreThoseOfAnAppend(int seed) {
        Random random = new Random(seed);
        int before = random.nextInt(700);
        int more = random.nextInt(1_500);
        TreeEdge edge = MemoryLog.random(seed, before).edge();
        List<Hash> leaves =
                MemoryLog.entries(seed + 50L, more).stream().map(Hash::leaf).toList();
        List<Tile> made = new ArrayList<>();
        TreeEdge.Growing growing = edge.growing(made::add);
        leaves.forEach(leaf -> growing.add(leaf.bytes(), 0));
        TreeEdge grown = growing.done();
        TreeEdge.Growth growth = edge.append(leaves);
        assertThat(grown.root()).isEqualTo(growth.edge().root());
        assertThat(grown.size()).isEqualTo(before + more);
        assertThat(made).usingRecursiveComparison().isEqualTo(growth.tiles());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aChangedBundle_isRefused_orPacksIntoTheSameBytes_andItsHashesAreThoseOfItsEntries(int seed) {
        Random random = new Random(seed);
        TreeHasher hasher = new TreeHasher();
        byte[] sound = EntryBundle.pack(MemoryLog.entries(seed, 3 + random.nextInt(20)));
        for (int i = 0; i < 500; i++) {
            byte[] changed = Arrays.copyOf(sound, sound.length + random.nextInt(5) - 2);
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            List<byte[]> entries;
            try {
                entries = EntryBundle.unpack(changed);
            } catch (ProofException refusal) {
                assertRefused(TILE_MALFORMED, () -> EntryBundle.leafHashes(changed, hasher));
                continue;
            }
            assertThat(EntryBundle.pack(entries)).isEqualTo(changed);
            byte[] hashes = EntryBundle.leafHashes(changed, hasher);
            assertThat(hashes).hasSize(entries.size() * Hash.SIZE);
            for (int at = 0; at < entries.size(); at++) {
                assertThat(Hash.at(hashes, at)).isEqualTo(Hash.leaf(entries.get(at)));
            }
        }
    }
}
