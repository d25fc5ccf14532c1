package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.Gap.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Missing hours are found by account and region, and "no events" is another answer than "no logs". */
class LogCoverageTest {
    private static final String ACCOUNT = "111122223333";
    private static final Place IRELAND = new Place(ACCOUNT, "eu-west-1");

    private static Instant at(int hour) {
        return Instant.parse("2026-08-01T%02d:00:00Z".formatted(hour));
    }

    private static long hour(int hour) {
        return at(hour).getEpochSecond() / 3600;
    }

    private static LogCoverage withEvents(int... hours) {
        LogCoverage coverage = LogCoverage.empty();
        IntStream.of(hours).forEach(hour -> coverage.events(IRELAND, hour(hour), 5));
        return coverage;
    }

    private static List<Gap> of(Place place, List<Gap> gaps) {
        return gaps.stream().filter(gap -> gap.place().equals(place)).toList();
    }

    @Test
    void hoursWithoutAnything_areAGapWithoutLogs() {
        LogCoverage coverage = withEvents(1, 2, 3, 7, 8, 9, 10);
        assertThat(of(IRELAND, coverage.gaps())).containsExactly(new Gap(IRELAND, at(4), at(7), Kind.NO_LOGS, false));
    }

    @Test
    void hoursThatADigestProves_areWithoutEvents() {
        LogCoverage coverage = withEvents(1, 2, 5, 6, 7);
        coverage.proven(IRELAND, at(3), at(4));
        assertThat(of(IRELAND, coverage.gaps()))
                .containsExactly(
                        new Gap(IRELAND, at(3), at(4), Kind.NO_EVENTS, false),
                        new Gap(IRELAND, at(4), at(5), Kind.NO_LOGS, false));
    }

    @Test
    void placeThatIsMostlyQuiet_hasUsualGaps() {
        assertThat(of(IRELAND, withEvents(1, 20).gaps()).get(0).isUsual()).isTrue();
    }

    @Test
    void account_thatIsSilentInEveryRegion_isToldAsAWhole() {
        LogCoverage coverage = withEvents(1, 2, 5);
        coverage.events(new Place(ACCOUNT, "us-east-1"), hour(3), 1);
        Place everywhere = new Place(ACCOUNT, Gap.EVERY_REGION);
        assertThat(of(everywhere, coverage.gaps()))
                .containsExactly(new Gap(everywhere, at(4), at(5), Kind.NO_LOGS, false));
    }

    @Test
    void period_isAskedForBeyondTheLogs() {
        assertThat(of(IRELAND, withEvents(3).gaps(at(2), at(5))))
                .containsExactly(
                        new Gap(IRELAND, at(2), at(3), Kind.NO_LOGS, true),
                        new Gap(IRELAND, at(4), at(5), Kind.NO_LOGS, true));
    }

    @Test
    void countsOfThreads_addUp() {
        LogCoverage sum = withEvents(1, 2);
        LogCoverage other = withEvents(2, 4);
        other.logged(IRELAND, hour(3));
        sum.add(other);
        assertThat(sum.eventsByHour().get(IRELAND)).containsEntry(hour(2), 10L).containsEntry(hour(4), 5L);
        assertThat(of(IRELAND, sum.gaps())).extracting(Gap::kind).containsExactly(Kind.NO_EVENTS);
    }

    @Test
    void timesFromAllOverTheCalendar_stayBounded() {
        LogCoverage coverage = LogCoverage.empty();
        for (int i = 0; i < Limits.COVERED_DAYS + 10; i++) {
            coverage.events(IRELAND, i * 48L, 1);
        }
        assertThat(coverage.isCutShort()).isTrue();
        assertThat(coverage.gaps()).hasSizeLessThanOrEqualTo(Limits.GAPS);
    }

    @Test
    void noLogs_haveNoGaps() {
        assertThat(LogCoverage.empty().gaps()).isEmpty();
    }

    private static String delivery(int hour, String region) {
        return "AWSLogs/%1$s/CloudTrail/%2$s/2026/08/01/%1$s_CloudTrail_%2$s_20260801T%3$02d30Z_AAAAAAAAAAAAAAAA.json"
                .formatted(ACCOUNT, region, hour);
    }

    @Test
    void consoleLogin_thatLandsInAnotherRegion_doesNotHideThatRegionsMissingLogs(@TempDir Path folder)
            throws IOException {
        String login =
                Logs.event(3, "2026-08-01T03:10:00Z", ACCOUNT, "us-east-1").replace("RunInstances", "ConsoleLogin");
        for (int hour = 2; hour <= 4; hour++) {
            int now = hour;
            write(
                    folder,
                    delivery(hour, "eu-west-1"),
                    Logs.event(hour, "2026-08-01T%02d:05:00Z".formatted(hour)) + (hour == 3 ? "," + login : ""));
            if (now != 3) {
                write(
                        folder,
                        delivery(hour, "us-east-1"),
                        Logs.event(hour + 10, "2026-08-01T%02d:05:00Z".formatted(hour), ACCOUNT, "us-east-1"));
            }
        }
        Logs.Outcome read = Logs.read(folder);
        assertThat(read.events().stream().map(event -> event.action()).collect(Collectors.toSet()))
                .contains("ConsoleLogin");
        assertThat(of(new Place(ACCOUNT, "us-east-1"), read.report().coverage().gaps()))
                .containsExactly(new Gap(new Place(ACCOUNT, "us-east-1"), at(3), at(4), Kind.NO_LOGS, false));
    }

    @Test
    void deliveryWithoutEvents_provesItsHour(@TempDir Path folder) throws IOException {
        write(folder, delivery(2, "eu-west-1"), Logs.event(2, "2026-08-01T02:05:00Z"));
        write(folder, delivery(3, "eu-west-1"), "");
        write(folder, delivery(4, "eu-west-1"), Logs.event(4, "2026-08-01T04:05:00Z"));
        assertThat(of(IRELAND, Logs.read(folder).report().coverage().gaps()))
                .extracting(Gap::kind)
                .containsExactly(Kind.NO_EVENTS);
    }

    @Test
    void lateEvents_areCounted(@TempDir Path folder) throws IOException {
        write(
                folder,
                delivery(5, "eu-west-1"),
                Logs.event(1, "2026-08-01T05:25:00Z") + "," + Logs.event(2, "2026-08-01T03:30:00Z"));
        FileReport file = Logs.read(folder).file();
        assertThat(file.late()).isEqualTo(1);
        assertThat(file.greatestDelay()).hasHours(2);
    }

    private static void write(Path folder, String name, String events) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"Records\":[" + events + "]}");
    }
}
