package io.breakwater.ledger.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Files made durable together")
final class DurableBatchTest {
    private static final int MANY = 200;

    @TempDir
    Path folder;

    @Test
    void files_whenAwaited_areAllThereWithTheirBytes() throws IOException {
        try (DurableBatch batch = new DurableBatch()) {
            placeMany(batch);
            batch.await();
        }

        for (int i = 0; i < MANY; i++) {
            assertThat(folder.resolve("f" + i)).hasBinaryContent(bytes(i));
        }
        assertThat(names()).hasSize(MANY);
    }

    /** More than may wait in memory: the earlier ones are written before the later ones are taken. */
    @Test
    void files_ofManyMegabytes_areAllThere() throws IOException {
        byte[] large = bytes(3 << 20);
        try (DurableBatch batch = new DurableBatch()) {
            for (int i = 0; i < 8; i++) {
                batch.place(folder.resolve("f" + i), large);
            }
            batch.await();
        }

        for (int i = 0; i < 8; i++) {
            assertThat(folder.resolve("f" + i)).hasBinaryContent(large);
        }
    }

    @Test
    void await_whenOneCouldNotBeWritten_namesItOnceAllOthersWereTried() throws IOException {
        Path missing = folder.resolve("missing").resolve("f");
        try (DurableBatch batch = new DurableBatch()) {
            batch.place(missing, bytes(1));
            placeMany(batch);

            assertThatThrownBy(batch::await).isInstanceOf(IOException.class).hasMessageContaining("missing");
            assertThat(names()).hasSize(MANY);
            batch.place(folder.resolve("later"), bytes(2));
            batch.await();
        }

        assertThat(folder.resolve("later")).hasBinaryContent(bytes(2));
    }

    @Test
    void await_onAFullDisk_failsWithoutPartsAndWorksOnceThereIsRoom() throws IOException {
        Path disk = folder.resolve("disk");
        try (SmallDisk small = SmallDisk.mount(disk, 4096);
                DurableBatch batch = new DurableBatch()) {
            small.fill();
            placeEight(batch, disk);

            assertThatThrownBy(batch::await).isInstanceOf(IOException.class);
            assertThat(list(disk)).noneMatch(file -> file.toString().endsWith(".tmp"));

            small.drain();
            placeEight(batch, disk);
            batch.await();
            assertThat(list(disk))
                    .hasSize(8)
                    .allSatisfy(file -> assertThat(file).hasSize(128 << 10));
        }
    }

    private static void placeEight(DurableBatch batch, Path disk) throws IOException {
        for (int i = 0; i < 8; i++) {
            batch.place(disk.resolve("f" + i), bytes(128 << 10));
        }
    }

    @Test
    void await_interrupted_saysSoAndKeepsTheInterrupt() throws IOException {
        try (DurableBatch batch = new DurableBatch()) {
            batch.place(folder.resolve("f"), bytes(1));
            Thread.currentThread().interrupt();

            assertThatThrownBy(batch::await).isInstanceOf(IOException.class).hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void close_whateverCameBetween_leavesNothingToBeWrittenBehindItsUsersBack() throws IOException {
        try (DurableBatch batch = new DurableBatch()) {
            placeMany(batch);
            Thread.currentThread().interrupt();
        }

        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(names()).hasSize(MANY).noneMatch(name -> name.endsWith(".tmp"));
    }

    private void placeMany(DurableBatch batch) throws IOException {
        for (int i = 0; i < MANY; i++) {
            batch.place(folder.resolve("f" + i), bytes(i));
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) length);
        return bytes;
    }

    private List<String> names() throws IOException {
        return list(folder).stream()
                .filter(Files::isRegularFile)
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
