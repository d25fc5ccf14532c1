package io.breakwater.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Batches lie in a folder of their own, and never over a restart")
class BatchFolderTest {
    @TempDir
    private Path folder;

    private static Path written(BatchFolder files, long bytes) throws IOException {
        return Files.write(files.next(), new byte[(int) bytes]);
    }

    @Test
    void restart_removesWhatWasLeft_andNothingElse() throws IOException {
        Path left = written(new BatchFolder(folder), 3);
        Path other = Files.writeString(folder.resolve("note.txt"), "not ours");
        BatchFolder files = new BatchFolder(folder);
        files.ready();
        assertThat(left).doesNotExist();
        assertThat(other).exists();
        Path mine = written(files, 1);
        files.ready();
        assertThat(mine).exists();
    }

    @Test
    void folderThatCannotBeMade_isTroubleWithACode() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (KafkaSource source = new KafkaSource(
                KafkaPlace.of("//localhost:1/audit").orElseThrow(),
                KafkaAccess.NONE,
                false,
                file.resolve("below"),
                System::nanoTime,
                InstantSource.system())) {
            assertThatThrownBy(() -> source.poll(1))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("KAFKA_DISK_REFUSED: audit at localhost:1: ");
        }
    }
}
