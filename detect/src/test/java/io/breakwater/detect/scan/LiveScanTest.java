package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.aws.CloudTrail;
import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.scan.LiveScan.Taken;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveScanTest {
    private static final int LARGE = 10_000_000;
    private static final String RULES = """
            title: Stopped
            name: stopped
            logsource: {product: aws}
            detection: {a: {eventName: StopLogging}, condition: a}
            level: high
            ---
            title: Started
            name: started
            logsource: {product: aws}
            detection: {a: {eventName: StartLogging}, condition: a}
            tags: [breakwater.feeds-only]
            ---
            title: Not started again
            type: followup
            followup: {opens: [stopped], closes: [started], group-by: [requestParameters.name], when: not-closed, within: 1h}
            level: high
            """;

    @TempDir
    Path folder;

    private Path log(int events) throws IOException {
        Path file = folder.resolve("log.json");
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < events; i++) {
                out.write("{\"eventVersion\":\"1.08\",\"eventID\":\"e-" + i + "\",\"eventTime\":\"2026-07-01T03:0" + i
                        + ":00Z\",\"eventSource\":\"cloudtrail.amazonaws.com\",\"eventName\":\"StopLogging\","
                        + "\"recipientAccountId\":\"111122223333\",\"awsRegion\":\"eu-west-1\",\"requestParameters\":"
                        + "{\"name\":\"trail " + i + "\"},\"x\":\"" + "x".repeat(LARGE) + "\"}\n");
            }
        }
        return file;
    }

    @Test
    void largeRecordsOfALog_areRememberedWithinBounds_theLastOnes_andFindingsCarryNone() throws IOException {
        RuleSet set = RuleSet.read(List.of(new RuleSource("r.yml", RULES)), RuleOptions.none());
        assertThat(set.problems()).isEmpty();
        LiveScan scan = new LiveScan(new ScanRules(set), List.of(new CloudTrail()), folder);

        Taken taken = scan.read(Input.path(log(5)), CoverBook.builder().build());

        assertThat(taken.findings())
                .hasSize(5)
                .allMatch(found -> found.event().orElseThrow().raw().equals(RawRecord.NONE));
        assertThat(taken.remembered().size()).isEqualTo(3);
        assertThat(taken.forgotten()).isEqualTo(2);
        assertThat(taken.remembered().bytes()).isBetween(3L * LARGE, Remembered.MOST_BYTES);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("log.json"));
        List<Finding> told = new ArrayList<>();
        scan.together(Stream.of(taken.remembered()), Instant.parse("2026-07-01T09:00:00Z"), told::add, any -> {});
        assertThat(told)
                .extracting(Finding::what)
                .allMatch(what -> what.startsWith("Not started again"))
                .last()
                .asString()
                .endsWith("(trail 4)");
        assertThat(told).hasSize(3);
    }
}
