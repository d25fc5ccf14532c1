package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory is bounded whatever comes in: read by a process that has 64 MB. */
class MemoryTest {
    @TempDir
    Path folder;

    private static String reading(String... what) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallReader.class.getName()),
                        Arrays.stream(what))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private Path packed(String begin, byte[] filling, int times) throws IOException {
        Path file = folder.resolve("bomb.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(begin.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < times; i++) {
                out.write(filling);
            }
        }
        return file;
    }

    private static byte[] filled(char c) {
        byte[] filling = new byte[1 << 20];
        Arrays.fill(filling, (byte) c);
        return filling;
    }

    @Test
    void oneLineOfAGigabyte_isReadToItsEnd() throws Exception {
        long bytes = 1_000_000_000;
        long events = (bytes - 12) / (Logs.event(1).length() + 1);
        assertThat(reading("line", Long.toString(bytes))).isEqualTo(events + " " + bytes + " {TRUNCATED=1}");
    }

    @Test
    void bombOfWhiteSpace_isLeftWhenItIsKnownForOne() throws Exception {
        String said = reading("file", packed("[", filled(' '), 400).toString());
        assertThat(said).startsWith("0 ").contains("BOMB=1");
        assertThat(Long.parseLong(said.split(" ")[1])).isBetween(Limits.BOMB_BYTES, Limits.BOMB_BYTES + (2L << 20));
    }

    @Test
    void bombInsideOneText_isLeftToo() throws Exception {
        assertThat(reading(
                        "file",
                        packed("{\"Records\":[" + Logs.event(1) + ",{\"eventVersion\":\"", filled('x'), 400)
                                .toString()))
                .startsWith("1 ")
                .contains("BOMB=1", "RECORD_TOO_LARGE=1");
    }

    @Test
    void beginningsOfRecordsWithoutEnd_areGivenUpInTime() throws Exception {
        byte[] beginnings = ",{\"eventVersion\":[".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        assertThat(reading("file", packed("[" + Logs.event(1), beginnings, 30).toString()))
                .startsWith("1 ")
                .contains("TOO_DEEP=");
    }
}
