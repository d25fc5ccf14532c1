package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.read.Logs.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, folders and streams are read whole, in parallel, and the report says what they held. */
class ReadingTest {
    @TempDir
    Path folder;

    private Path write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    @Test
    void deliveryOfS3_isReadWithTheTimeItsNameTells() throws IOException {
        String name = "AWSLogs/o-exampleorg1/111122223333/CloudTrail/eu-west-1/2026/08/01/"
                + "111122223333_CloudTrail_eu-west-1_20260801T0305Z_Ab12Cd34Ef56Gh78.json.gz";
        write(name, Logs.gz(Logs.records(3)));
        Outcome read = Logs.read(folder);
        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1, 2));
        assertThat(read.events().get(0).delivered()).hasToString("Optional[2026-08-01T03:05:00Z]");
        assertThat(read.file().formats()).containsEntry("aws.cloudtrail", 3L);
        assertThat(read.file().isClean()).isTrue();
        assertThat(read.file().greatestDelay()).hasSeconds(300);
    }

    @Test
    void manyFiles_onTwoThreads_giveTheSameReportAsOnOne() throws IOException {
        for (int i = 0; i < 40; i++) {
            write("f" + i + ".json", Logs.records(i * 7).getBytes(StandardCharsets.UTF_8));
        }
        LongAdder seen = new LongAdder();
        ReadReport two = Reading.of(List.of(Input.path(folder)), Logs.OPTIONS.withThreads(2))
                .run(() -> record -> seen.increment(), Progress.NONE);
        ReadReport one = Reading.of(List.of(Input.path(folder)), Logs.OPTIONS).run(() -> record -> {}, Progress.NONE);
        assertThat(two.files()).isEqualTo(one.files());
        assertThat(seen.sum()).isEqualTo(two.records()).isEqualTo(7 * 39 * 40 / 2);
    }

    @Test
    void progress_isToldInTheMiddleOfAFile_andEndsWithEverything() {
        List<Progress.State> told = new ArrayList<>();
        byte[] content = Logs.records(20_000).getBytes(StandardCharsets.UTF_8);
        Reading.of(List.of(Input.stream("-", new ByteArrayInputStream(content))), Logs.OPTIONS)
                .run(() -> seen -> {}, told::add);
        assertThat(told).hasSizeGreaterThan(2);
        assertThat(told.get(0).files()).isZero();
        assertThat(told.get(0).records()).isPositive();
        assertThat(told).isSortedAccordingTo(Comparator.comparing(Progress.State::bytes));
        assertThat(told.get(told.size() - 1)).isEqualTo(new Progress.State(1, 1, content.length, 0, 20_000));
    }

    @Test
    void handlerThatFails_endsTheReadingWithItsFailure() {
        Reading reading =
                Reading.of(List.of(Input.stream("-", new ByteArrayInputStream(new byte[] {'[', ']'}))), Logs.OPTIONS);
        assertThatThrownBy(() -> reading.run(Failing::new, Progress.NONE)).hasMessage("the disk is full");
    }

    private static final class Failing implements RecordHandler {
        @Override
        public void record(SeenRecord seen) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public void fileEnds(FileReport report) {
            throw new IllegalStateException("the disk is full");
        }
    }

    @Test
    void fileThatCannotBeRead_hasNothingOfTheOneBefore() throws IOException {
        write("a.json", Logs.records(3).getBytes(StandardCharsets.UTF_8));
        Files.createSymbolicLink(folder.resolve("b.json"), folder.resolve("a.json"));
        FileReport link = Logs.read(folder).report().files().get(1);
        assertThat(link.bytes()).isZero();
        assertThat(link.contentBytes()).isZero();
    }
}
