package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders are walked to their ends and not beyond; what cannot be read is never counted as read. */
class SourcesTest {
    @TempDir
    Path folder;

    private void log(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[" + Logs.event(name.length()) + "]");
    }

    private List<String> names(Logs.Outcome read) {
        return read.report().files().stream()
                .map(file -> folder.relativize(Path.of(file.name())).toString())
                .toList();
    }

    @Test
    void foldersBelow_areWalkedInTheOrderOfNames() throws IOException {
        log("b/2.json");
        log("b/1.json");
        log("a.json");
        log("c/d/e/3.json");
        assertThat(names(Logs.read(folder))).containsExactly("a.json", "b/1.json", "b/2.json", "c/d/e/3.json");
    }

    @Test
    void linksRoundInCirclesAndOutOfTheFolder_areToldAndNotFollowed(@TempDir Path elsewhere) throws IOException {
        log("logs/1.json");
        Files.writeString(elsewhere.resolve("secret.json"), "[" + Logs.event(9) + "]");
        Files.createSymbolicLink(folder.resolve("logs/circle"), folder);
        Files.createSymbolicLink(folder.resolve("logs/out"), elsewhere);
        Files.createSymbolicLink(folder.resolve("logs/out.json"), elsewhere.resolve("secret.json"));
        Logs.Outcome read = Logs.read(folder);
        assertThat(read.events()).hasSize(1);
        assertThat(read.report().problems()).containsExactly(java.util.Map.entry(Problem.LINK, 3L));
    }

    @Test
    void linkThatIsGivenByName_isFollowed() throws IOException {
        log("logs/1.json");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("logs"));
        assertThat(Logs.read(link).events()).hasSize(1);
    }

    @Test
    void fileThatIsNotThere_isUnreadable_andNotCountedAsRead() {
        FileReport file = Logs.read(folder.resolve("nothing.json")).file();
        assertThat(file.problems()).containsOnlyKeys(Problem.UNREADABLE);
        assertThat(file.problems().get(Problem.UNREADABLE).detail()).doesNotContain("Exception");
        assertThat(file.sha256()).isEmpty();
        assertThat(file.isClean()).isFalse();
    }

    @Test
    void filesWithNamesThatAreNotInUtf8_areRead() throws Exception {
        log("logs/1.json");
        Process shell = new ProcessBuilder(
                        "sh", "-c", "cd logs && for c in 351 352; do cp 1.json \"$(printf \"caf\\\\$c\").json\"; done")
                .directory(folder.toFile())
                .start();
        assertThat(shell.waitFor()).isZero();
        Logs.Outcome read = Logs.read(folder);
        assertThat(read.events()).hasSize(3);
        assertThat(read.report().files())
                .extracting(file -> file.name().substring(file.name().lastIndexOf('/') + 1))
                .containsExactly("1.json", "caf\ufffd.json", "caf\ufffd.json");
    }

    @Test
    void folderOfMoreNamesThanAreHeld_isListedAgain_inTheSameOrder() throws IOException {
        List<String> written =
                IntStream.range(0, 25).mapToObj(i -> "f" + i * 7 % 25).toList();
        for (String name : written) {
            log(name);
        }
        List<String> inOrder = written.stream().sorted().toList();
        for (int most : new int[] {1, 2, 5, 24, 25, 26}) {
            assertThat(listed(new Listing(folder, most))).isEqualTo(inOrder);
        }
        assertThat(listed(new Listing(Files.createDirectory(folder.resolve("empty")), 1)))
                .isEmpty();
    }

    private static List<String> listed(Listing names) {
        List<String> all = new ArrayList<>();
        names.forEachRemaining(name -> all.add(name.toString()));
        return all;
    }

    @Test
    void folderThatIsGoneBeforeItsEnd_saysSoOnce() throws IOException {
        log("1");
        log("2");
        Listing names = new Listing(folder, 1);
        assertThat(names.next()).hasToString("1");
        Files.delete(folder.resolve("1"));
        Files.delete(folder.resolve("2"));
        Files.delete(folder);
        assertThatThrownBy(names::hasNext).isInstanceOf(UncheckedIOException.class);
        assertThat(names.hasNext()).isFalse();
    }

    @Test
    void fileThatMayNotBeRead_isSaidToBeThat() {
        InputStream forbidden = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new AccessDeniedException("a.json");
            }
        };
        FileReport file = Logs.read(Input.stream("a.json", forbidden)).file();
        assertThat(file.problems().get(Problem.UNREADABLE).detail()).startsWith("not allowed: ask its owner");
        assertThat(file.isClean()).isFalse();
    }

    @Test
    void streamThatBreaks_givesWhatCameBefore_andIsUnreadable() {
        byte[] content = Logs.records(2_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        InputStream breaking =
                new java.io.SequenceInputStream(new ByteArrayInputStream(content, 0, 700_000), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is gone");
                    }
                });
        Logs.Outcome read = Logs.read(Input.stream("-", breaking));
        assertThat(read.events()).hasSizeGreaterThan(1_000);
        assertThat(read.file().problems()).containsOnlyKeys(Problem.UNREADABLE);
        assertThat(read.file().sha256()).isEmpty();
    }

    @Test
    void standardInput_isReadLikeAFile() {
        byte[] content = Logs.gz(Logs.records(5));
        Logs.Outcome read = Logs.read(Input.stream("standard input", new ByteArrayInputStream(content)));
        assertThat(read.events())
                .hasSize(5)
                .allSatisfy(e -> assertThat(e.where().source()).isEqualTo("standard input"));
    }

    @Test
    void digest_isThatOfTheFileAsStored() throws Exception {
        byte[] content = Logs.gz(Logs.records(500));
        byte[] sum = java.security.MessageDigest.getInstance("SHA-256").digest(content);
        assertThat(Logs.read(content).file().sha256())
                .isEqualTo(java.util.HexFormat.of().formatHex(sum));
    }
}
