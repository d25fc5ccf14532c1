package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.BoundedText;
import io.breakwater.detect.read.Gap.Kind;
import io.breakwater.detect.read.Logs.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Missing hours are found by account and region, and "no events" is another answer than "no logs". */
class LogCoverageTest {
    private static final String ACCOUNT = "111122223333";
    private static final Place IRELAND = new Place(ACCOUNT, "eu-west-1");

    private static final Predicate<Gap> ANY = any -> true;

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
        assertThat(of(IRELAND, coverage.gaps(ANY)))
                .containsExactly(new Gap(IRELAND, at(4), at(7), Kind.NO_LOGS, false));
    }

    @Test
    void hoursThatADigestProves_areWithoutEvents() {
        LogCoverage coverage = withEvents(1, 2, 5, 6, 7);
        coverage.proven(IRELAND, at(3), at(4));
        assertThat(of(IRELAND, coverage.gaps(ANY)))
                .containsExactly(
                        new Gap(IRELAND, at(3), at(4), Kind.NO_EVENTS, false),
                        new Gap(IRELAND, at(4), at(5), Kind.NO_LOGS, false));
    }

    @Test
    void placeThatIsMostlyQuiet_hasUsualGaps() {
        assertThat(of(IRELAND, withEvents(1, 20).gaps(ANY)).get(0).isUsual()).isTrue();
    }

    @Test
    void account_thatIsSilentInEveryRegion_isToldAsAWhole() {
        LogCoverage coverage = withEvents(1, 2, 5);
        coverage.events(new Place(ACCOUNT, "us-east-1"), hour(3), 1);
        Place everywhere = new Place(ACCOUNT, Gap.EVERY_REGION);
        assertThat(of(everywhere, coverage.gaps(ANY)))
                .containsExactly(new Gap(everywhere, at(4), at(5), Kind.NO_LOGS, false));
    }

    @Test
    void period_isAskedForBeyondTheLogs() {
        assertThat(of(IRELAND, withEvents(3).gaps(at(2), at(5), ANY)))
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
        assertThat(sum.eventsByHour(IRELAND)).containsEntry(hour(2), 10L).containsEntry(hour(4), 5L);
        assertThat(of(IRELAND, sum.gaps(ANY))).extracting(Gap::kind).containsExactly(Kind.NO_EVENTS);
    }

    @Test
    void timesFromAllOverTheCalendar_stayBounded() {
        LogCoverage coverage = LogCoverage.empty();
        for (int i = 0; i < Limits.COVERED_DAYS + 10; i++) {
            coverage.events(IRELAND, i * 48L, 1);
        }
        assertThat(coverage.isCutShort()).isTrue();
        assertThat(coverage.cells()).isEqualTo(Limits.COVERED_DAYS);
        assertThat(coverage.gaps(ANY)).hasSizeLessThanOrEqualTo(Limits.GAPS);
    }

    private static Place account(int number) {
        return new Place("%012d".formatted(number), "eu-west-1");
    }

    @Test
    void placesWithoutEnd_stayBounded_andTheSameAreKept_inWhateverOrderTheyCome() {
        int places = Limits.COVERED_DAYS / 3;
        LogCoverage up = LogCoverage.empty();
        LogCoverage down = LogCoverage.empty();
        for (int i = 0; i < places + 500; i++) {
            up.events(account(i), hour(1), 1);
            down.events(account(places + 499 - i), hour(1), 1);
        }
        assertThat(up.cells()).isLessThanOrEqualTo(Limits.COVERED_DAYS);
        assertThat(up.isCutShort()).isTrue();
        assertThat(up.places()).hasSize(places).doesNotContain(account(places));
        assertThat(down.places()).isEqualTo(up.places());
    }

    @Test
    void longNames_takeTheRoomOfManyPlaces() {
        LogCoverage coverage = LogCoverage.empty();
        for (int i = 0; i < Limits.COVERED_DAYS / 10; i++) {
            coverage.events(new Place("a".repeat(2_000) + i, "r".repeat(1_000)), hour(1), 1);
        }
        assertThat(coverage.isCutShort()).isTrue();
        assertThat(coverage.places()).hasSizeLessThan(Limits.COVERED_DAYS / 40);
    }

    @Test
    void accountThatIsNotKeptWhole_isSilent_insteadOfGapsItDoesNotHave() {
        LogCoverage coverage = withEvents(1, 2, 5);
        Place cut = new Place("999999999999", "eu-west-1");
        for (int i = 0; i < Limits.COVERED_DAYS; i++) {
            coverage.events(cut, hour(1) + i * 24L, 1);
        }
        List<Gap> gaps = coverage.gaps(at(1), at(6), ANY);
        assertThat(of(cut, gaps)).isEmpty();
        assertThat(of(IRELAND, gaps)).containsExactly(new Gap(IRELAND, at(3), at(5), Kind.NO_LOGS, false));
    }

    @Test
    void gapsThatNobodyAsksFor_takeNoRoomFromOthers() {
        LogCoverage coverage = LogCoverage.empty();
        for (int i = 0; i <= Limits.GAPS; i++) {
            coverage.events(account(i), hour(1), 1);
        }
        Place late = new Place("999999999999", "eu-west-1");
        IntStream.of(1, 2, 3, 5).forEach(hour -> coverage.events(late, hour(hour), 1));
        assertThat(of(late, coverage.gaps(ANY))).isEmpty();
        assertThat(of(late, coverage.gaps(gap -> !gap.isUsual())))
                .containsExactly(new Gap(late, at(4), at(5), Kind.NO_LOGS, false));
    }

    @Test
    void gapsOfManyPlaces_areBounded() {
        LogCoverage coverage = LogCoverage.empty();
        for (int i = 0; i < Limits.GAPS; i++) {
            coverage.events(account(i), hour(i % 20), 1);
        }
        assertThat(coverage.gaps(ANY)).hasSize(Limits.GAPS);
    }

    @Test
    void threadHoldsLittle_andNothingIsLost() {
        Reports reports = new Reports();
        Counts counts = new Counts(reports);
        for (int i = 0; i < Counts.CELLS_HELD; i++) {
            counts.events(account(i), hour(1), 1);
        }
        int handedOn = reports.report().coverage().places().size();
        assertThat(Counts.CELLS_HELD - handedOn).isLessThanOrEqualTo(Counts.CELLS_HELD / 3);
        counts.flush();
        assertThat(reports.report().coverage().places().size()).isEqualTo(Counts.CELLS_HELD);
    }

    @Test
    void hours_areShownOneByOne_inTheOrderOfPlacesAndTime() {
        LogCoverage coverage = withEvents(2, 1);
        coverage.events(new Place("0", ""), hour(3), 7);
        coverage.logged(IRELAND, hour(9));
        List<String> shown = new ArrayList<>();
        coverage.eachHour((place, hour, events) -> shown.add(place.account() + " " + (hour - hour(0)) + " " + events));
        assertThat(shown).containsExactly("0 3 7", ACCOUNT + " 1 5", ACCOUNT + " 2 5");
    }

    @Test
    void accountAsLongAsARecord_isKeptShort_andIsNotTheNextOne() {
        String endless = "9".repeat(100_000);
        Outcome read = Logs.read("[" + Logs.event(1, "2026-08-01T03:00:01Z", endless, "eu-west-1") + ","
                + Logs.event(2, "2026-08-01T03:00:02Z", endless, "eu-west-1") + ","
                + Logs.event(3, "2026-08-01T03:00:03Z", "", "eu-west-1") + "]");
        LogCoverage coverage = read.report().coverage();
        assertThat(coverage.places()).hasSize(2);
        for (Place place : coverage.places()) {
            assertThat(place.account()).hasSizeLessThanOrEqualTo(BoundedText.LONGEST);
            assertThat(coverage.eventsByHour(place))
                    .containsEntry(hour(3), place.account().isEmpty() ? 1L : 2L);
        }
    }

    @Test
    void noLogs_haveNoGaps() {
        assertThat(LogCoverage.empty().gaps(ANY)).isEmpty();
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
        Outcome read = Logs.read(folder);
        assertThat(read.events().stream().map(event -> event.action()).collect(Collectors.toSet()))
                .contains("ConsoleLogin");
        assertThat(of(new Place(ACCOUNT, "us-east-1"), read.report().coverage().gaps(ANY)))
                .containsExactly(new Gap(new Place(ACCOUNT, "us-east-1"), at(3), at(4), Kind.NO_LOGS, false));
    }

    @Test
    void deliveryWithoutEvents_provesItsHour(@TempDir Path folder) throws IOException {
        write(folder, delivery(2, "eu-west-1"), Logs.event(2, "2026-08-01T02:05:00Z"));
        write(folder, delivery(3, "eu-west-1"), "");
        write(folder, delivery(4, "eu-west-1"), Logs.event(4, "2026-08-01T04:05:00Z"));
        assertThat(of(IRELAND, Logs.read(folder).report().coverage().gaps(ANY)))
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
