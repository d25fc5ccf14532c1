package io.breakwater.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What codecs need outside Java lies in a folder of the server's own")
class CodecsTest {
    @TempDir
    private Path data;

    private final Properties system = new Properties();

    @Test
    void folder_isThereBeforeItIsNeeded() {
        Path folder = data.resolve("watch/watch-1");
        Codecs.unpackInto(folder, system);

        assertThat(folder).isDirectory();
        assertThat(system)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("org.xerial.snappy.tempdir", folder.toString(), "ZstdTempFolder", folder.toString()));
    }

    @Test
    void whatSomebodySaid_counts() {
        system.setProperty("ZstdTempFolder", "/opt/native");
        Codecs.unpackInto(data, system);

        assertThat(system).containsEntry("ZstdTempFolder", "/opt/native");
        assertThat(system).containsEntry("org.xerial.snappy.tempdir", data.toString());
    }

    @Test
    void folderThatCannotBeMade_isSaid() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");

        assertThatThrownBy(() -> Codecs.unpackInto(file.resolve("below"), system))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("no folder for what codecs need: ");
        assertThat(system).isEmpty();
    }
}
