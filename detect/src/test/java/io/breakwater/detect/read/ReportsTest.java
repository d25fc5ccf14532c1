package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reports of files from all threads become one, in the order of names and of bounded size. */
class ReportsTest {
    private static FileReport file(int number, boolean isBroken) {
        Tally tally = new Tally(new Counts(new Duplicates(10)), Optional.empty());
        if (isBroken) {
            tally.problem(Problem.BROKEN_RECORD, 7, "");
            tally.problem(Problem.BROKEN_RECORD, 9, "");
        }
        return tally.report(number, "f" + number, "", 10, 100);
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
    void beyondTheLimit_onlyFilesWithProblemsAreKept_andAllAreCounted() {
        Reports reports = new Reports();
        reports.add(file(Limits.REPORTS_KEPT - 1, false));
        reports.add(file(Limits.REPORTS_KEPT, false));
        reports.add(file(Limits.REPORTS_KEPT + 1, true));
        ReadReport report = reports.report();
        assertThat(report.fileCount()).isEqualTo(3);
        assertThat(report.files())
                .extracting(FileReport::number)
                .containsExactly(Limits.REPORTS_KEPT - 1, Limits.REPORTS_KEPT + 1);
    }

    @Test
    void places_areTheFirstFew_andTheCountIsWhole() {
        Tally tally = new Tally(new Counts(new Duplicates(10)), Optional.empty());
        for (int i = 0; i < 100; i++) {
            tally.problem(Problem.NO_TIME, i, "detail " + i);
        }
        FileReport.Found found = tally.report(0, "f", "", 0, 0).problems().get(Problem.NO_TIME);
        assertThat(found.count()).isEqualTo(100);
        assertThat(found.at()).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(found.detail()).isEqualTo("detail 0");
    }

    @Test
    void accountsAndRegions_areBounded() {
        StringBuilder events = new StringBuilder("[");
        for (int i = 0; i < FileReport.NAMES + 50; i++) {
            events.append(Logs.event(i, "2026-08-01T03:00:00Z", "%012d".formatted(i), "region-" + i))
                    .append(',');
        }
        FileReport file = Logs.read(events.append(']').toString()).file();
        assertThat(file.records()).isEqualTo(FileReport.NAMES + 50);
        assertThat(file.accounts()).hasSize(FileReport.NAMES);
        assertThat(file.regions()).hasSize(FileReport.NAMES);
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
