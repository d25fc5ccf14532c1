package io.breakwater.detect.bench;

import io.breakwater.detect.aws.AwsFormats;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.read.Reading;
import io.breakwater.detect.sigma.IntList;
import io.breakwater.detect.sigma.Matcher;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.rule.Logsource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** Our reader over a corpus: alone, and with rules matched to every event. */
final class Ours {
    private static final Logsource CLOUDTRAIL = Logsource.of("aws", "cloudtrail");

    private final List<Input> corpus;

    Ours(Path corpus) {
        this.corpus = List.of(Input.path(corpus));
    }

    private static ReadOptions options(int threads) {
        return ReadOptions.of(AwsFormats.all()).withThreads(threads);
    }

    ReadReport read(int threads) {
        return Reading.of(corpus, options(threads)).run(() -> seen -> {}, Progress.NONE);
    }

    ReadReport readWithTheJdkAlone(int threads) {
        return Reading.of(corpus, options(threads).withoutPlatformInflater()).run(() -> seen -> {}, Progress.NONE);
    }

    /** How many events each rule matches. */
    long[] match(Plan plan, int threads) {
        AtomicLongArray counts = new AtomicLongArray(plan.rules().rules().size());
        Reading.of(corpus, options(threads))
                .run(
                        () -> {
                            Matcher matcher = plan.matcher(CLOUDTRAIL);
                            return seen -> {
                                IntList matches = matcher.match(seen.record());
                                for (int i = 0; i < matches.size(); i++) {
                                    counts.incrementAndGet(matches.get(i));
                                }
                            };
                        },
                        Progress.NONE);
        long[] all = new long[counts.length()];
        for (int i = 0; i < all.length; i++) {
            all[i] = counts.get(i);
        }
        return all;
    }
}
