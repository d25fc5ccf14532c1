package io.breakwater.detect.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.spi.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A folder is offered file by file, each once it stands still")
class FolderSourceTest {
    private static final int MANY = 100;

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private FolderSource source = new FolderSource(Path.of(""), nanos::get);

    @BeforeEach
    void watch() {
        source = new FolderSource(folder, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private List<String> offered() throws IOException {
        return source.poll(MANY).stream().map(Delivery::name).toList();
    }

    /** Two looks, with enough time between them for a file to have settled. */
    private List<String> settled() throws IOException {
        source.poll(MANY);
        pass(FolderSource.SETTLED);
        return offered();
    }

    private Path put(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void newFile_isOfferedOnceItStandsStill() throws IOException {
        put("a.json", "{}");

        assertThat(offered()).isEmpty();
        pass(FolderSource.SETTLED);
        assertThat(offered()).containsExactly("a.json");
    }

    @Test
    void fileThatGrows_isWaitedFor() throws IOException {
        Path file = put("a.json", "{");
        source.poll(MANY);
        pass(FolderSource.SETTLED);
        Files.writeString(file, "}", StandardOpenOption.APPEND);

        assertThat(offered()).isEmpty();
        pass(FolderSource.SETTLED);
        assertThat(offered()).containsExactly("a.json");
    }

    @Test
    void fileThatIsDone_isNotOfferedAgain_untilItChanges() throws IOException {
        Path file = put("a.json", "{}");
        settled();
        source.done(source.poll(MANY).get(0));

        assertThat(settled()).isEmpty();
        Files.writeString(file, "{} {}");
        assertThat(settled()).containsExactly("a.json");
    }

    @Test
    void fileThatIsNotDone_isOfferedAgain() throws IOException {
        put("a.json", "{}");

        assertThat(settled()).containsExactly("a.json");
        assertThat(offered()).containsExactly("a.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.json.tmp", "a.PART", ".a.json", "a.json~", "a.filepart", "a.crdownload", "a.partial"})
    void nameOfSomethingUnfinished_isPassedOver(String name) throws IOException {
        put(name, "{}");

        assertThat(settled()).isEmpty();
    }

    @Test
    void renamedWhenItIsComplete_isOfferedUnderItsName() throws IOException {
        Path unfinished = put("a.json.tmp", "{}");
        settled();
        Files.move(unfinished, folder.resolve("a.json"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(settled()).containsExactly("a.json");
    }

    @Test
    void emptyFile_isNothingYet() throws IOException {
        put("a.json", "");

        assertThat(settled()).isEmpty();
    }

    @Test
    void filesBelow_areNamedByTheirPath_theOldestFirst() throws IOException {
        Files.setLastModifiedTime(put("AWSLogs/1/b.json", "{}"), FileTime.from(Instant.parse("2026-07-01T00:00:00Z")));
        Files.setLastModifiedTime(put("AWSLogs/1/a.json", "{}"), FileTime.from(Instant.parse("2026-07-02T00:00:00Z")));

        assertThat(settled()).containsExactly("AWSLogs/1/b.json", "AWSLogs/1/a.json");
    }

    @Test
    void folderThatIsItselfALink_isReadByItsOwnName(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("a.json"), "{}");
        Path link = Files.createSymbolicLink(folder.resolve("payments"), elsewhere);
        source = new FolderSource(link, nanos::get);

        assertThat(source.name()).isEqualTo("folder:payments");
        assertThat(settled()).containsExactly("a.json");
        source.done(source.poll(MANY).get(0));
        assertThat(settled()).isEmpty();
    }

    @Test
    void link_isNotFollowed(@TempDir Path elsewhere) throws IOException {
        Path outside = Files.writeString(elsewhere.resolve("secret.json"), "{}");
        Files.createSymbolicLink(folder.resolve("a.json"), outside);
        Files.createSymbolicLink(folder.resolve("below"), elsewhere);

        assertThat(settled()).isEmpty();
    }

    @Test
    void noMoreThanAskedFor_areOffered() throws IOException {
        put("a.json", "{}");
        put("b.json", "{}");
        settled();

        assertThat(source.poll(1)).hasSize(1);
    }

    @Test
    void filesThatAreNeverDone_holdUpNoOther() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Files.setLastModifiedTime(put(name + ".json", "{}"), FileTime.from(Instant.parse("2026-07-01T00:00:00Z")));
        }
        source.poll(2);
        pass(FolderSource.SETTLED);

        assertThat(source.poll(2)).extracting(Delivery::name).containsExactly("a.json", "b.json");
        assertThat(source.poll(2)).extracting(Delivery::name).containsExactly("c.json", "a.json");
    }

    @Test
    void youngFile_mayStillGrow_oldOneDoesNot() throws IOException {
        put("a.json", "{}");
        settled();

        assertThat(source.poll(MANY).get(0).mayGrow()).isTrue();
        pass(FolderSource.FINISHED);
        assertThat(source.poll(MANY).get(0).mayGrow()).isFalse();
    }

    @Test
    void mark_isTheSameAfterARestart_andAnotherForOtherContent() throws IOException {
        Path file = put("a.json", "{}");
        settled();
        String before = source.poll(MANY).get(0).mark();
        source = new FolderSource(folder, nanos::get);
        settled();
        assertThat(source.poll(MANY).get(0).mark()).isEqualTo(before);

        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "{} {}");
        Files.setLastModifiedTime(file, time);
        settled();
        assertThat(source.poll(MANY).get(0).mark()).isNotEqualTo(before);

        Files.writeString(file, "{}");
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1));
        settled();
        assertThat(source.poll(MANY).get(0).mark()).isNotEqualTo(before);
    }

    @Test
    void folderThatIsGone_isTold() {
        source = new FolderSource(folder.resolve("gone"), nanos::get);

        assertThatThrownBy(() -> source.poll(MANY)).isInstanceOf(IOException.class);
    }
}
