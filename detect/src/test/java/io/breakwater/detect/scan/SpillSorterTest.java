package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpillSorterTest {
    private record Thing(int number) {}

    private static final Codec<Thing> CODEC = new Codec<>() {
        @Override
        public SortKey key(Thing thing) {
            return new SortKey(Instant.ofEpochSecond(thing.number() / 7), "" + thing.number() % 3, "s", thing.number());
        }

        @Override
        public void write(Thing thing, DataOutput out) throws IOException {
            out.writeInt(thing.number());
        }

        @Override
        public Thing read(DataInput in) throws IOException {
            return new Thing(in.readInt());
        }
    };

    @TempDir
    Path folder;

    private static List<Thing> all(SpillSorter<Thing> sorter) {
        List<Thing> all = new ArrayList<>();
        sorter.forEach(all::add);
        return all;
    }

    @ParameterizedTest
    @CsvSource({"1, 1000000", "1, 100", "3, 100", "3, 20", "1, 10", "2, 10"})
    void everything_comesInOrder_howeverItWasSpreadAndLaidAside(int batches, int batchBytes) throws IOException {
        Random random = new Random(batches * 31L + batchBytes);
        try (SpillSorter<Thing> sorter = new SpillSorter<>(folder, CODEC, batchBytes)) {
            List<SpillSorter<Thing>.Batch> writers = new ArrayList<>();
            for (int i = 0; i < batches; i++) {
                writers.add(sorter.batch());
            }
            List<Thing> things = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                Thing thing = new Thing(random.nextInt(100_000));
                things.add(thing);
                writers.get(i % batches).add(thing);
            }
            writers.forEach(SpillSorter.Batch::end);
            things.sort(java.util.Comparator.comparing(CODEC::key));
            assertThat(all(sorter)).isEqualTo(things).isEqualTo(all(sorter));
            assertThat(sorter.count()).isEqualTo(3_000);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void nothing_isNothing() throws IOException {
        try (SpillSorter<Thing> sorter = new SpillSorter<>(folder, CODEC, 100)) {
            sorter.batch().end();
            assertThat(all(sorter)).isEmpty();
            assertThat(sorter.count()).isZero();
        }
    }

    @Test
    void folderThatTakesNothing_isSaid() throws IOException {
        try (SpillSorter<Thing> sorter = new SpillSorter<>(folder.resolve("not-there"), CODEC, 10)) {
            SpillSorter<Thing>.Batch batch = sorter.batch();
            assertThatThrownBy(() -> batch.add(new Thing(1)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("full or not writable");
        }
    }
}
