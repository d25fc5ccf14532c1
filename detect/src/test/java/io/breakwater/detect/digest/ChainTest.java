package io.breakwater.detect.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.digest.DigestFile.LogFile;
import io.breakwater.detect.digest.DigestReport.Outcome;
import io.breakwater.detect.digest.Flaw.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {
    private static final Instant START = Instant.parse("2024-08-01T00:01:31Z");
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @TempDir
    Path folder;

    private static String object(int hour) {
        return "111122223333_CloudTrail-Digest_eu-west-1_house-trail_eu-west-1_" + NAME.format(time(hour + 1))
                + ".json.gz";
    }

    private static Instant time(int hour) {
        return START.plusSeconds(3_600L * hour);
    }

    private static DigestFile digest(int hour, List<LogFile> logs) {
        return new DigestFile(
                object(hour),
                Trail.of(object(hour)).orElseThrow(),
                time(hour),
                time(hour + 1),
                time(hour + 1).toString(),
                "house-logs",
                object(hour),
                "a key of another year",
                Optional.empty(),
                logs,
                "00".repeat(32),
                Optional.of("00"));
    }

    @Test
    void removedLog_isBroken_thoughYearsOfDigestsThatCannotBeCheckedComeBeforeIt() throws IOException {
        DigestKeys keys = DigestKeys.read(Files.writeString(folder.resolve("keys"), SignedTrail.listedKeys()));
        Chain chain = new Chain(
                Trail.of(object(0)).orElseThrow(),
                keys,
                DigestFolder.of(List.of(Files.createDirectory(folder.resolve("bucket")))));
        for (int hour = 0; hour < TrailReport.FLAWS + 5; hour++) {
            chain.add(digest(hour, List.of()));
        }
        chain.add(digest(TrailReport.FLAWS + 5, List.of(new LogFile("gone.json.gz", "00".repeat(32)))));

        TrailReport report = chain.report();

        assertThat(new DigestReport(List.of(report), List.of(), 0, true).outcome())
                .isEqualTo(Outcome.BROKEN);
        assertThat(report.flaws())
                .hasSize(TrailReport.FLAWS + 1)
                .extracting(Flaw::kind)
                .contains(Kind.LOG_MISSING);
        assertThat(report.flawCount()).isEqualTo(TrailReport.FLAWS + 7);
    }
}
