package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.SIZE_OUT_OF_RANGE;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactRangeTest {
    private final List<byte[]> entries = MemoryLog.entries(3, 300);

    @Test
    void peaksThatDoNotFitTheSize_areRefused() {
        Hash hash = Hash.EMPTY_ROOT;
        assertRefused(
                SIZE_OUT_OF_RANGE, "a tree of size 3 does not have 1 peaks", () -> CompactRange.of(3, List.of(hash)));
        assertRefused(SIZE_OUT_OF_RANGE, () -> CompactRange.of(0, List.of(hash)));
        assertRefused(SIZE_OUT_OF_RANGE, () -> CompactRange.of(4, List.of(hash, hash)));
        assertRefused(SIZE_OUT_OF_RANGE, () -> CompactRange.of(-1, List.of(hash)));
    }

    @Test
    void noLeaves_haveTheEmptyRoot() {
        assertThat(new CompactRange().root()).isEqualTo(Hash.EMPTY_ROOT);
        assertThat(CompactRange.of(0, List.of()).root()).isEqualTo(Hash.EMPTY_ROOT);
    }

    @Test
    void afterEveryLeaf_theRootIsTheOneOfTheDefinition() {
        CompactRange range = new CompactRange();
        for (int size = 1; size <= entries.size(); size++) {
            range.add(Hash.leaf(entries.get(size - 1)));
            assertThat(range.root()).isEqualTo(NaiveTree.root(entries.subList(0, size)));
            assertThat(range.size()).isEqualTo(size);
            assertThat(range.peaks()).hasSize(Integer.bitCount(size));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 100, 255, 256, 257})
    void keptPeaks_growLikeTheOriginal(int before) {
        CompactRange original = new CompactRange();
        entries.subList(0, before).stream().map(Hash::leaf).forEach(original::add);
        CompactRange copy = CompactRange.of(before, original.peaks());
        entries.subList(before, 300).stream().map(Hash::leaf).forEach(copy::add);
        assertThat(copy.root()).isEqualTo(NaiveTree.root(entries));
        assertThat(original.size()).isEqualTo(before);
    }

    @Test
    void entriesAndHashes_giveOneTree() {
        CompactRange range = new CompactRange();
        entries.forEach(entry -> range.addEntry(entry, 0, entry.length));
        assertThat(range.root()).isEqualTo(NaiveTree.root(entries));
        assertThat(range.toString()).startsWith("CompactRange[size=300, peaks=[");
    }
}
