package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Reports of files from all threads become one, in the order of names and of bounded size. */
class ReportsTest {
    private static Tally tally() {
        return new Tally(new Counts(new Reports()), Optional.empty());
    }

    private static FileReport file(int number, boolean isBroken) {
        return file(number, 0, "f" + number, isBroken);
    }

    private static FileReport file(int number, int inside, String name, boolean isBroken) {
        Tally tally = tally();
        if (isBroken) {
            tally.problem(Problem.BROKEN_RECORD, 7, "");
            tally.problem(Problem.BROKEN_RECORD, 9, "");
        }
        Source source = new Source(number, inside, name, 0, Source.Kind.FILE, InputStream::nullInputStream);
        return tally.report(source, "", 10, 100);
    }

    @Test
    void files_areInTheOrderOfTheirNumbers_whoeverEndsFirst() {
        Reports reports = new Reports();
        for (int number : new int[] {3, 0, 2, 1}) {
            reports.add(file(number, number == 2));
        }
        ReadReport report = reports.report();
        assertThat(report.files()).extracting(FileReport::name).containsExactly("f0", "f1", "f2", "f3");
        assertThat(report.bytes()).isEqualTo(40);
        assertThat(report.contentBytes()).isEqualTo(400);
        assertThat(report.problems()).containsExactly(java.util.Map.entry(Problem.BROKEN_RECORD, 2L));
    }

    @Test
    void filesInAnArchive_followIt_inItsOrder() {
        Reports reports = new Reports();
        reports.add(file(0, 2, "z/b", true));
        reports.add(file(1, 0, "y", false));
        reports.add(file(0, 1, "z/a", false));
        reports.add(file(0, 0, "z", false));
        assertThat(reports.report().files()).extracting(FileReport::name).containsExactly("z", "z/a", "z/b", "y");
        assertThat(reports.report().whole().name()).isEqualTo("z");
    }

    /** Files of which every other one is damaged, in an archive of the first number. */
    private static ReadReport many(int files, IntUnaryOperator order) {
        Reports reports = new Reports();
        for (int i = 0; i < files; i++) {
            int inside = order.applyAsInt(i);
            reports.add(file(0, inside, "f" + inside, inside % 2 == 1));
        }
        return reports.report();
    }

    @Test
    void beyondTheLimit_theFirstAreKept_ofThoseWithDamageAndOfOthers_andAllAreCounted() {
        int files = Limits.REPORTS_KEPT + 400;
        ReadReport report = many(files, i -> i);
        assertThat(report.files()).hasSize(Limits.REPORTS_KEPT);
        assertThat(report.files().get(Limits.REPORTS_KEPT - 1).name()).isEqualTo("f" + (Limits.REPORTS_KEPT - 1));
        assertThat(report.damaged()).hasSize(Limits.REPORTS_KEPT / 2);
        assertThat(report.fileCount()).isEqualTo(files);
        assertThat(report.damagedCount()).isEqualTo(files / 2);
        assertThat(report.contentBytes()).isEqualTo(files * 100L);
        ReadReport backwards = many(files, i -> files - 1 - i);
        assertThat(backwards.files().equals(report.files())).isTrue();
        assertThat(report.gapsAreCutShort()).isFalse();
        assertThat(backwards.whole()).isEqualTo(report.whole());
    }

    @Test
    void filesWithoutDamage_doNotPushOutThoseWith() {
        Reports reports = new Reports();
        for (int i = 0; i < Limits.REPORTS_KEPT; i++) {
            reports.add(file(i, false));
        }
        reports.add(file(Limits.REPORTS_KEPT, true));
        assertThat(reports.report().files()).hasSize(Limits.REPORTS_KEPT / 2 + 1);
        assertThat(reports.report().damaged()).extracting(FileReport::number).containsExactly(Limits.REPORTS_KEPT);
    }

    @Test
    void veryLongNames_takeTheRoomOfManyReports() {
        Reports reports = new Reports();
        String name = "n".repeat(4_000);
        for (int i = 0; i < 10_000; i++) {
            reports.add(file(i, 0, name, true));
            reports.add(file(i, 1, name + "\u0101", false));
        }
        ReadReport report = reports.report();
        assertThat(report.damaged().size()).isBetween(7_000, 9_000);
        assertThat(report.files().size() - report.damaged().size()).isBetween(4_000, 5_000);
        assertThat(report.damagedCount()).isEqualTo(10_000);
    }

    @Test
    void logsEnd_isThatOfAllFiles_notOnlyOfThoseThatAreTold() {
        Reports reports = new Reports();
        for (int i = 0; i <= Limits.REPORTS_KEPT / 2; i++) {
            reports.add(withTimes(i, i));
        }
        ReadReport report = reports.report();
        assertThat(report.files()).hasSize(Limits.REPORTS_KEPT / 2);
        assertThat(report.first()).contains(Instant.EPOCH);
        assertThat(report.last()).contains(Instant.ofEpochSecond(Limits.REPORTS_KEPT / 2));
    }

    private static FileReport withTimes(int number, long second) {
        Optional<Instant> time = Optional.of(Instant.ofEpochSecond(second));
        return new FileReport(
                number,
                0,
                "f",
                "",
                1,
                1,
                new TreeMap<>(),
                1,
                new TreeMap<>(),
                time,
                time,
                Optional.empty(),
                0,
                Duration.ZERO,
                0);
    }

    @Test
    void problemsThatLoseNothing_areNoDamage() {
        Tally tally = tally();
        tally.problem(Problem.NO_TIME, 1, "");
        tally.problem(Problem.UNKNOWN_VERSION, 1, "");
        FileReport harmless = tally.report(Logs.source(0, "f"), "", 0, 0);
        assertThat(harmless.isDamaged()).isFalse();
        assertThat(harmless.isClean()).isFalse();
        assertThat(harmless.losses()).isEmpty();
        tally.problem(Problem.LINK, 1, "");
        assertThat(tally.report(Logs.source(0, "f"), "", 0, 0).losses()).containsOnlyKeys(Problem.LINK);
    }

    @Test
    void switchesOfTrails_areTheFirst_whoeverToldThem() {
        Reports up = new Reports();
        Reports down = new Reports();
        for (int i = 0; i < Limits.SWITCHES + 10; i++) {
            up.add(off(i, "t"));
            down.add(off(Limits.SWITCHES + 9 - i, "t"));
        }
        assertThat(up.report().gapsAreCutShort()).isTrue();
        assertThat(up.report().trailsOff())
                .hasSize(Limits.SWITCHES)
                .isEqualTo(down.report().trailsOff());
    }

    @Test
    void textsOfSwitches_areBounded_andSoIsTheirSum() {
        Reports reports = new Reports();
        for (int i = 0; i < 4_000; i++) {
            reports.add(off(i, "t".repeat(2_040)));
        }
        assertThat(reports.report().trailsOff().size()).isBetween(500, 3_000);
        assertThat(off(1, "t".repeat(1 << 20)).trail()).hasSizeLessThan(2_048);
    }

    private static TrailSwitch off(int second, String trail) {
        return new TrailSwitch(Instant.ofEpochSecond(second), "111122223333", trail + second, false, "e" + second);
    }

    @Test
    void places_areTheFirstFew_andTheCountIsWhole() {
        Tally tally = tally();
        for (int i = 0; i < 100; i++) {
            tally.problem(Problem.NO_TIME, i, "detail " + i);
        }
        FileReport.Found found =
                tally.report(Logs.source(0, "f"), "", 0, 0).problems().get(Problem.NO_TIME);
        assertThat(found.count()).isEqualTo(100);
        assertThat(found.at()).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(found.detail()).isEqualTo("detail 0");
    }

    @Test
    void meter_tellsNowAndThen_andAtTheEnd() {
        List<Progress.State> told = new ArrayList<>();
        Meter meter = new Meter(new Sources.Extent(2, 10 << 20), told::add);
        for (int i = 0; i < 100; i++) {
            meter.bytes(100_000);
        }
        for (long i = 0; i < 2_500; i++) {
            meter.record(i);
        }
        meter.fileEnds(2_500);
        assertThat(told).hasSize(2);
        meter.fileEnds(0);
        assertThat(told.get(2)).isEqualTo(new Progress.State(2, 2, 10_000_000, 10 << 20, 2_500));
    }
}
