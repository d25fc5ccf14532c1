package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same event by two routes is found, in bounded memory, with the same answer in any order. */
class DuplicatesTest {
    private static long[] hashes(int from, int to) {
        return LongStream.range(from, to)
                .map(i -> {
                    byte[] id = Logs.id((int) i).getBytes(StandardCharsets.US_ASCII);
                    return IdHashes.hash(id, 0, id.length);
                })
                .toArray();
    }

    private static Duplicates counted(int most, long[] hashes) {
        Duplicates duplicates = new Duplicates(most);
        duplicates.add(hashes, hashes.length);
        return duplicates;
    }

    private static long[] shuffled(long[] hashes, long seed) {
        Random random = new Random(seed);
        long[] mixed = hashes.clone();
        for (int i = mixed.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long kept = mixed[i];
            mixed[i] = mixed[j];
            mixed[j] = kept;
        }
        return mixed;
    }

    private static long[] joined(long[] first, long[] second) {
        return LongStream.concat(LongStream.of(first), LongStream.of(second)).toArray();
    }

    @Test
    void ids_seenAgain_areCountedExactly() {
        Duplicates duplicates = counted(100_000, joined(hashes(0, 50_000), hashes(49_000, 60_000)));
        assertThat(duplicates.count()).isEqualTo(1_000);
        assertThat(duplicates.isEstimate()).isFalse();
    }

    @Test
    void moreIdsThanAreKept_areEstimated() {
        Duplicates duplicates = counted(4_096, joined(hashes(0, 200_000), hashes(0, 100_000)));
        assertThat(duplicates.isEstimate()).isTrue();
        assertThat(duplicates.count()).isBetween(90_000L, 110_000L);
    }

    @Test
    void order_changesNothing_evenWhenEstimated() {
        long[] hashes = joined(hashes(0, 30_000), hashes(10_000, 20_000));
        long expected = counted(1_024, hashes).count();
        for (int seed = 0; seed < 20; seed++) {
            assertThat(counted(1_024, shuffled(hashes, seed)).count()).isEqualTo(expected);
        }
    }

    @Test
    void idsOfManyShapes_hashDifferently() {
        byte[] text = "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
        assertThat(LongStream.range(0, text.length)
                        .map(i -> IdHashes.hash(text, 0, (int) i))
                        .distinct())
                .hasSize(text.length);
        assertThat(IdHashes.hash(text, 0, 0)).isNotZero();
    }

    @Test
    void sameEventByTwoRoutes_isCounted_andTheCopiedFileNamed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("account.json"), "[" + Logs.event(1) + "," + Logs.event(2) + "]");
        Files.writeString(
                folder.resolve("organisation.json"), "{\"Records\":[" + Logs.event(2) + "," + Logs.event(3) + "]}");
        Files.writeString(folder.resolve("z-copy.json"), "[" + Logs.event(1) + "," + Logs.event(2) + "]");
        ReadReport report = Logs.read(folder).report();
        assertThat(report.duplicates()).isEqualTo(3);
        assertThat(report.copies())
                .containsExactly(java.util.Map.entry(folder + "/z-copy.json", folder + "/account.json"));
        ReadReport onTwo = Reading.of(List.of(Input.path(folder)), Logs.OPTIONS.withThreads(2))
                .run(() -> seen -> {}, Progress.NONE);
        assertThat(onTwo.duplicates()).isEqualTo(3);
    }
}
