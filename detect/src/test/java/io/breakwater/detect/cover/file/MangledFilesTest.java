package io.breakwater.detect.cover.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of cover that were damaged at random: nothing is thrown, and what is lost is said. */
class MangledFilesTest {
    private static final List<String> WHOLE = List.of("""
            Issue key,Assignee,Reporter,Created,Updated,Custom field (Planned start),Custom field (Planned end)
            OPS-1,alice,carol,2026-07-01 00:00,2026-07-02 00:00,2026-07-01 03:00,2026-07-01 04:00
            OPS-2,"bob, the ""second"" one",carol,2026-07-01 00:00,2026-07-02 00:00,2026-07-01 03:00,2026-07-01 04:00
            """, """
            {"issues":[{"key":"OPS-1","fields":{"created":"2026-07-01T00:00:00Z","assignee":{"accountId":"a"}}},
                       {"key":"OPS-2","fields":{"created":"2026-07-02T00:00:00Z"}}]}
            """, """
            cover: 1
            people: [[alice, bob]]
            grants:
              - {id: G-1, who: alice, from: 2026-07-01T03:00:00Z, to: 2026-07-01T04:00:00Z}
            """);

    @TempDir
    Path folder;

    private static byte[] mangled(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(8); i >= 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
                case 2 -> bytes[random.nextInt(bytes.length)] = (byte) "\"{}[],;:\n\\=".charAt(random.nextInt(11));
                default -> {
                    int at = random.nextInt(bytes.length);
                    int length = random.nextInt(bytes.length - at);
                    System.arraycopy(bytes, 0, bytes, at, length);
                }
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void damagedFile_throwsNothing_andNeverCoversWhatTheWholeOneDoesNot(int which) throws IOException {
        Random random = new Random(which + 1L);
        for (int round = 0; round < 400; round++) {
            CoverFileKit kit = CoverFileKit.in(folder);
            CoverFileReport report = kit.read(mangled(WHOLE.get(which), random));
            assertThat(report.used() + report.setAside() + report.duplicates())
                    .isLessThanOrEqualTo(Math.max(report.rows(), report.used()));
            assertThat(kit.judge(CoverFileKit.awsEvent("2026-07-01T03:20:00Z", "alice"))
                            .verdict())
                    .isIn(Verdict.UNCOVERED, Verdict.UNKNOWN, Verdict.PARTLY_COVERED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void fileCutOffAnywhere_losesRecordsAtItsEndOnly(int which) throws IOException {
        String whole = WHOLE.get(which);
        long before = 0;
        for (int length = 1; length <= whole.length(); length += 7) {
            CoverFileReport report = CoverFileKit.in(folder).read(whole.substring(0, length));
            assertThat(report.used()).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(2);
            before = which == 1 ? report.used() : 0;
        }
        assertThat(CoverFileKit.in(folder).read(whole).used()).isEqualTo(2);
    }
}
