package io.breakwater.detect.scan;

import io.breakwater.detect.cover.Window;
import io.breakwater.detect.read.Format;
import io.breakwater.detect.read.IsoTime;
import io.breakwater.detect.read.RecordHandler;
import io.breakwater.detect.read.SeenRecord;
import io.breakwater.detect.read.Vitals.Part;
import io.breakwater.detect.sigma.IntList;
import io.breakwater.detect.sigma.Matcher;
import io.breakwater.detect.sigma.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thread's way from records to hits. What no rule matches is not kept. */
final class HitCatcher implements RecordHandler {
    /** So large a record is asked by one thread at a time: all its texts may have to be in memory. */
    private static final int ALONE_FROM_BYTES = 1 << 20;

    private final Plan plan;
    private final Window period;
    private final LargeRecords records;
    private final SpillSorter<Hit>.Batch batch;
    private final Map<String, Matcher> matchers = new HashMap<>();
    private final boolean everything;
    private @Nullable Format lastFormat;
    private @Nullable Matcher last;
    private long outside;
    private long undecided;

    /** @param records shared by all threads of a scan */
    HitCatcher(Plan plan, Window period, LargeRecords records, SpillSorter<Hit>.Batch batch) {
        this.records = records;
        this.plan = plan;
        this.period = period;
        this.batch = batch;
        this.everything = period.equals(Window.ALWAYS);
    }

    @Override
    public void record(SeenRecord seen) {
        if (!everything && isOutside(seen)) {
            outside++;
            return;
        }
        if (seen.length() < ALONE_FROM_BYTES) {
            take(seen);
            return;
        }
        synchronized (records) {
            take(seen);
            matcher(seen.format()).forget();
        }
    }

    private void take(SeenRecord seen) {
        Matcher matcher = matcher(seen.format());
        IntList matches = matcher.match(seen.record());
        undecided += matcher.undecided().size();
        if (!matches.isEmpty()) {
            List<Integer> rules = new ArrayList<>(matches.size());
            for (int i = 0; i < matches.size(); i++) {
                rules.add(matches.get(i));
            }
            batch.add(new Hit(seen.event(records::keep), rules));
        }
    }

    /** An event whose time cannot be read is not left out: it may be inside. */
    private boolean isOutside(SeenRecord seen) {
        return IsoTime.parse(seen.vitals().text(Part.TIME))
                .filter(time -> !period.holds(time, Duration.ZERO))
                .isPresent();
    }

    private Matcher matcher(Format format) {
        Matcher known = last;
        if (known == null || format != lastFormat) {
            known = matchers.computeIfAbsent(
                    format.name(),
                    name -> Logsources.of(name).map(plan::matcher).orElseGet(plan::matcher));
            last = known;
            lastFormat = format;
        }
        return known;
    }

    void end() {
        batch.end();
    }

    long outside() {
        return outside;
    }

    long undecided() {
        return undecided;
    }
}
