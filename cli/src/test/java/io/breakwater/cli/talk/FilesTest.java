package io.breakwater.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders the tool makes, with the rights they have from their first moment. */
final class FilesTest {
    @TempDir
    Path folder = Path.of("");

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void secretFile_isItsOwnersAlone_andSoAreTheFoldersMadeForIt() throws IOException {
        Path file = folder.resolve("a/b/secret");
        PrivateFile.write(file, "bw_x\n");
        assertThat(file).content().isEqualTo("bw_x\n");
        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(rights(file.getParent())).isEqualTo("rwx------");
        assertThat(rights(file.getParent().getParent())).isEqualTo("rwx------");
    }

    @Test
    void secretFile_replacesAnOlderOneWhoseRightsWereWider() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        PrivateFile.write(file, "new");
        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(file).content().isEqualTo("new");
    }

    @Test
    void secretFile_thatCannotBeWritten_leavesNoHalfOne() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");
        Failure told = catchThrowableOfType(Failure.class, () -> PrivateFile.write(inTheWay.resolve("x"), "bw_x"));
        assertThat(told.code()).isEqualTo("NOT_WRITTEN");
        assertThat(told.line()).doesNotContain("bw_x");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(inTheWay));
    }

    @Test
    void passableFolder_letsOthersThroughAndShowsThemNothing() throws IOException {
        Path deep = PrivateFile.passableFolder(folder.resolve("p/q"));
        assertThat(rights(deep)).isEqualTo("rwx--x--x");
        assertThat(rights(deep.getParent())).isEqualTo("rwx--x--x");
    }

    @Test
    void passableFolder_thatIsThere_keepsItsRights() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-x---"));
        PrivateFile.passableFolder(own);
        assertThat(rights(own)).isEqualTo("rwxr-x---");
    }

    @Test
    void passing_needsEveryFolderOnTheWay() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Path deep = Files.createDirectory(closed.resolve("deep"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(deep, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(PrivateFile.everybodyMayPass(deep.resolve("not-there-yet"))).isTrue();
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        assertThat(PrivateFile.everybodyMayPass(deep)).isFalse();
    }

    @Test
    void folderTakenAway_isGoneWithAllInIt_andALinkOutOfItIsNotFollowed() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), "x");
        Path away = Files.createDirectories(folder.resolve("away/deep"));
        Files.writeString(away.resolve("file"), "x");
        Files.createSymbolicLink(away.resolve("link"), folder);
        Folders.delete(folder.resolve("away"));
        assertThat(folder.resolve("away")).doesNotExist();
        assertThat(kept).exists();
        Folders.delete(folder.resolve("never-there"));
    }
}
