package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is fetched lies in a folder of our own, within bounds, as long as it is needed")
class SpoolTest {
    @TempDir
    private Path data;

    private Spool prepared(long most) throws IOException {
        Spool spool = new Spool(data.resolve("watch/one"), most);
        spool.prepare();
        return spool;
    }

    @Test
    void filesAndFolder_areForUsAlone() throws IOException {
        Path file = prepared(10).file(10).orElseThrow();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void whatAnEarlierProcessLeft_isRemovedAtTheStart_andOnlyThen() throws IOException {
        Path left = Files.writeString(
                Files.createDirectories(data.resolve("watch/one")).resolve("1.log"), "left");
        Spool spool = prepared(10);
        assertThat(left).doesNotExist();

        Path file = spool.file(1).orElseThrow();
        spool.prepare();
        assertThat(file).exists();
    }

    @Test
    void noMoreThanAllowed_isTaken_andRoomComesBack() throws IOException {
        Spool spool = prepared(10);
        Path first = spool.file(7).orElseThrow();

        assertThat(spool.hasRoomFor(3)).isTrue();
        assertThat(spool.hasRoomFor(4)).isFalse();
        assertThat(spool.file(4)).isEmpty();

        spool.remove(first);
        assertThat(first).doesNotExist();
        assertThat(spool.file(10).orElseThrow()).exists();
    }

    @Test
    void removingTwice_givesRoomBackOnce() throws IOException {
        Spool spool = prepared(10);
        Path file = spool.file(6).orElseThrow();
        spool.file(4);
        spool.remove(file);
        spool.remove(file);

        assertThat(spool.hasRoomFor(6)).isTrue();
        assertThat(spool.hasRoomFor(7)).isFalse();
    }
}
