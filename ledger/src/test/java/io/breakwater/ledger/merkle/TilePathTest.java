package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.PATH_MALFORMED;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/",
                "tile/0",
                "tile/0/",
                "tile/0/0",
                "tile/0/00",
                "tile/0/0000",
                "tile/0/1234",
                "tile/00/000",
                "tile/01/000",
                "tile/64/000",
                "tile/100/000",
                "tile/-1/000",
                "tile/+1/000",
                "tile/0/x000/000",
                "tile/0/x000/001",
                "tile/0/001/000",
                "tile/0/x001",
                "tile/0/x001/x002",
                "tile/0/X001/000",
                "tile/0/000.p",
                "tile/0/000.p/",
                "tile/0/000.p/0",
                "tile/0/000.p/00",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/257",
                "tile/0/000.p/999",
                "tile/0/000.p/1/",
                "tile/0/000/",
                "/tile/0/000",
                "tile//000",
                "tile/0/000\n",
                "tile/0/٠٠٠",
                "tile/entries",
                "tile/entries/",
                "tile/Entries/000",
                "tile/data/000",
                "tile/0/../000",
                "../tile/0/000",
                "tile/0/000/../../../../etc/passwd",
                "tile/0/x..",
                "tile/0/000%2F",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "checkpoint"
            })
    void anythingButTheCanonicalPath_isRefused(String path) {
        assertRefused(PATH_MALFORMED, () -> TilePath.parse(path));
    }

    @ParameterizedTest
    @CsvSource({
        "tile/0/000, 0, 0, 256",
        "tile/0/001, 0, 1, 256",
        "tile/0/999, 0, 999, 256",
        "tile/0/x001/000, 0, 1000, 256",
        "tile/0/x001/234, 0, 1234, 256",
        "tile/1/x001/x234/067, 1, 1234067, 256",
        "tile/63/000.p/1, 63, 0, 1",
        "tile/2/000.p/255, 2, 0, 255",
        "tile/0/x999/x999/x999/x999/x999/999, 0, 999999999999999999, 256",
        "tile/entries/000.p/5, -1, 0, 5",
        "tile/entries/x001/x234/067, -1, 1234067, 256"
    })
    void thePathsOfTheStandard_areReadAndWritten(String path, int level, long index, int width) {
        TilePath expected = new TilePath(level, index, width);
        assertThat(TilePath.parse(path)).isEqualTo(expected).hasToString(path);
        assertThat(expected.path()).isEqualTo(path);
        assertThat(expected.isEntries()).isEqualTo(level == -1);
        assertThat(expected.full().isFull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-2, 0, 1", "64, 0, 1", "0, -1, 1", "0, 0, 0", "0, 0, 257", "0, 0, -5"})
    void whatNoLogHas_cannotBeNamed(int level, long index, int width) {
        assertRefused(PATH_MALFORMED, () -> new TilePath(level, index, width));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 1, 256", "1, 0, 255", "1, 1, 65536", "2, 0, 65535", "63, 0, 9223372036854775807"})
    void aTileThatATreeOfThisSizeHasNot_isRefused(int level, long index, long size) {
        assertRefused(PATH_MALFORMED, () -> TilePath.inTree(level, index, size));
    }

    /** The example of C2SP tlog-tiles, "Partial Tiles". */
    @Test
    void aTreeOf70000_hasTheTilesOfTheStandard() {
        assertThat(widths(0, 70_000)).hasSize(274).endsWith(256, 112);
        assertThat(widths(1, 70_000)).containsExactly(256, 17);
        assertThat(widths(2, 70_000)).containsExactly(1);
        assertThat(widths(3, 70_000)).isEmpty();
    }

    @Test
    void aTreeOf256_hasAFullTileAndAPartialOneAbove() {
        assertThat(widths(0, 256)).containsExactly(256);
        assertThat(widths(1, 256)).containsExactly(1);
        assertThat(widths(2, 256)).isEmpty();
    }

    private static List<Integer> widths(int level, long size) {
        List<Integer> widths = new ArrayList<>();
        for (long index = 0; index * 256 < TilePath.count(level, size); index++) {
            widths.add(TilePath.inTree(level, index, size).width());
        }
        return widths;
    }

    @Test
    void everyIndexUpToAMillion_comesBack() {
        for (long index = 0; index < 1_000_000; index += 997) {
            TilePath path = new TilePath(3, index, 7);
            assertThat(TilePath.parse(path.path())).isEqualTo(path);
        }
    }
}
