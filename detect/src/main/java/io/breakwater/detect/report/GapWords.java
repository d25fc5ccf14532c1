package io.breakwater.detect.report;

import io.breakwater.detect.read.FileReport;
import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.TrailOff;
import io.breakwater.model.page.Times;
import java.time.Duration;
import java.util.stream.Collectors;

/** What is missing in the logs, in words. */
final class GapWords {
    private GapWords() {}

    /** What was wrong with a file, so that something of it is missing. */
    static String losses(FileReport file) {
        return file.losses().entrySet().stream()
                .map(loss -> loss.getKey().words()
                        + (loss.getValue().count() > 1 ? " (" + loss.getValue().count() + " times)" : "")
                        + (loss.getValue().detail().isEmpty()
                                ? ""
                                : ", " + loss.getValue().detail()))
                .collect(Collectors.joining("; "));
    }

    static String where(Gap gap) {
        boolean everywhere = gap.place().region().equals(Gap.EVERY_REGION);
        String account =
                gap.place().account().isEmpty() ? "not logged" : gap.place().account();
        return "account " + account
                + (everywhere ? ", every region" : ", " + gap.place().region());
    }

    static String length(Gap gap) {
        return Times.span(Duration.between(gap.from(), gap.to()));
    }

    static String length(TrailOff off) {
        return off.to().map(to -> Times.span(Duration.between(off.from(), to))).orElse("not seen switched on again");
    }
}
