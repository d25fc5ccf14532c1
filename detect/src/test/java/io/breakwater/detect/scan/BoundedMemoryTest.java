package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with a small heap scans far more than fits into it, every event of which is a finding. */
class BoundedMemoryTest {
    private static final int FILES = 40;
    private static final int EVENTS_A_FILE = 2_000;
    private static final int PADDING = 2_000;

    @TempDir
    Path folder;

    @Test
    void inputOfManyTimesTheHeap_isScanned_andLeavesNoFileBehind() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        for (int file = 0; file < FILES; file++) {
            write(logs.resolve("f" + file + ".json.gz"), file);
        }
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        logs.toString(),
                        temporary.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(said).startsWith(FILES * EVENTS_A_FILE + " findings");
        assertThat(child.exitValue()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }

    private static void write(Path path, int file) throws IOException {
        String padding = "x".repeat(PADDING);
        Instant begin = Instant.parse("2026-07-01T00:00:00Z");
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(path)), StandardCharsets.UTF_8))) {
            out.write("{\"Records\":[");
            for (int i = 0; i < EVENTS_A_FILE; i++) {
                out.write(i == 0 ? "" : ",");
                out.write("{\"eventVersion\":\"1.08\",\"eventID\":\"" + file + "-" + i + "\",\"eventTime\":\""
                        + begin.plusSeconds(i * 41L % 86_400) + "\",\"eventSource\":\"ec2.amazonaws.com\","
                        + "\"eventName\":\"AuthorizeSecurityGroupIngress\",\"recipientAccountId\":\"111122223333\","
                        + "\"awsRegion\":\"eu-west-1\",\"userAgent\":\"" + padding + "\"}");
            }
            out.write("]}");
        }
    }

    /** What the child process does. */
    static final class SmallHeap {
        private SmallHeap() {}

        public static void main(String[] args) {
            long[] count = {0};
            String rules = ScanKit.RULES.substring(0, ScanKit.RULES.indexOf("---"));
            try (ScanResult result = new ScanKit(Path.of(args[0]), Path.of(args[1]))
                    .rules(rules)
                    .threads(2)
                    .batchBytes(2 << 20)
                    .run()) {
                result.findings(finding -> count[0]++);
                System.out.println(
                        count[0] + " findings, " + List.copyOf(result.groups()).size() + " groups");
            }
        }
    }
}
