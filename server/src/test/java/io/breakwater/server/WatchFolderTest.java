package io.breakwater.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Of logs that are read nothing stays on the disk that is of no use any more")
class WatchFolderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:12:00Z");

    @TempDir
    private Path data;

    private WatchFolder folder = new WatchFolder(Path.of(""));

    @BeforeEach
    void below() {
        folder = new WatchFolder(data);
    }

    private Path file(String name, Duration age) throws IOException {
        Path file = data.resolve("watch").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "a record");
        FileTime written = FileTime.from(NOW.minus(age));
        Files.setLastModifiedTime(file, written);
        Files.setLastModifiedTime(file.getParent(), written);
        return file;
    }

    @Test
    void whatWasFetchedAndNotRead_goesAtTheStart_ofPlacesThatAreNotWatchedAnyMoreToo() throws IOException {
        Path batch = file("watch-1/1.batch", Duration.ZERO);
        Path object = file("watch-12/7.log", Duration.ZERO);
        Path remembered = file("remembered-00/a.events", Duration.ZERO);
        folder.clear();

        assertThat(batch.getParent()).doesNotExist();
        assertThat(object.getParent()).doesNotExist();
        assertThat(remembered).exists();
    }

    @Test
    void placeThatIsOffForAWhile_forgetsNothing_andWhatIsOverIsForgotten() throws IOException {
        Path recent = file("remembered-01/a.events", WatchFolder.REMEMBERED);
        Path over = file("remembered-02/a.events", WatchFolder.REMEMBERED.plusSeconds(1));
        Path mixed = file("remembered-03/a.events", WatchFolder.REMEMBERED.multipliedBy(2));
        file("remembered-03/b.events", Duration.ofDays(1));
        folder.forgetAllBut(Set.of(), NOW);

        assertThat(recent).exists();
        assertThat(mixed).exists();
        assertThat(over.getParent()).doesNotExist();
    }

    @Test
    void placeThatIsWatched_forgetsByItself() throws IOException {
        Path old = file("remembered-02/a.events", WatchFolder.REMEMBERED.multipliedBy(2));
        folder.forgetAllBut(Set.of(old.getParent()), NOW);

        assertThat(old).exists();
    }

    @Test
    void folder_isForTheServerAlone_evenIfItWasOpen() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.ready())))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(data.resolve("watch"), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.ready())))
                .isEqualTo("rwx------");
    }

    @Test
    void whereNothingWasEverWatched_thereIsNothing() {
        folder.clear();
        folder.forgetAllBut(Set.of(), NOW);

        assertThat(data).isEmptyDirectory();
    }
}
