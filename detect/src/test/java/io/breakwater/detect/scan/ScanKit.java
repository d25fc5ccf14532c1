package io.breakwater.detect.scan;

import io.breakwater.detect.aws.CloudTrail;
import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverLimits;
import io.breakwater.detect.cover.Window;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scans of a test: rules of its own, logs in a folder, and all findings in a list. */
public final class ScanKit {
    static final String RULES = GroupRules.TEXT + """
            ---
            title: Security group opened and never closed
            name: never-closed
            type: followup
            followup:
              opens: [opened]
              closes: [closed]
              within: 1h
              group-by: [requestParameters.groupId, view.account]
              when: not-closed
            level: critical
            """;

    private final Path folder;
    private final Path temporary;
    private CoverBook cover = CoverBook.builder().build();
    private Window period = Window.ALWAYS;
    private int threads = 1;
    private int batchBytes = ScanOptions.USUAL_BATCH_BYTES;
    private String rules = RULES;

    public ScanKit(Path folder, Path temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    public ScanKit cover(CoverBook.Builder book) {
        cover = book.build();
        return this;
    }

    public ScanKit period(Window only) {
        period = only;
        return this;
    }

    public ScanKit threads(int number) {
        threads = number;
        return this;
    }

    public ScanKit batchBytes(int number) {
        batchBytes = number;
        return this;
    }

    public ScanKit rules(String text) {
        rules = text;
        return this;
    }

    public ScanResult run() {
        RuleSet set = RuleSet.read(List.of(new RuleSource("rules.yml", rules)), RuleOptions.of(List.of()));
        if (!set.isSound()) {
            throw new IllegalStateException(set.problems().toString());
        }
        return new Scan(new ScanOptions(
                        List.of(Input.path(folder)),
                        List.of(new CloudTrail()),
                        set,
                        cover,
                        CoverLimits.DEFAULT,
                        List.of(),
                        period,
                        threads,
                        temporary,
                        batchBytes))
                .run(Progress.NONE);
    }

    static List<Finding> findings(ScanResult result) {
        List<Finding> all = new ArrayList<>();
        result.findings(all::add);
        return all;
    }

    /** What people read of the findings, in order. */
    List<String> told() {
        try (ScanResult result = run()) {
            return findings(result).stream()
                    .map(finding -> finding.verdict().map(v -> v.label() + ": ").orElse("") + finding.what())
                    .toList();
        }
    }

    static Optional<Finding> first(ScanResult result, Finding.Kind kind) {
        return findings(result).stream()
                .filter(finding -> finding.kind() == kind)
                .findFirst();
    }
}
