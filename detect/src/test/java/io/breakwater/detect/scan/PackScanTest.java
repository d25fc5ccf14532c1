package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverLimits;
import io.breakwater.detect.cover.Window;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.rules.PackSamples;
import io.breakwater.detect.rules.RulePack;
import io.breakwater.detect.sigma.check.Sample;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples of the pack as log files that a scan is told nothing about. */
class PackScanTest {
    private static final RuleSet SET = RulePack.shipped().read();
    private static final ScanRules RULES = new ScanRules(SET);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"aws", "azure", "entra", "m365"})
    void samples_readAsLogs_areFoundByTheRulesTheyAreFor(String cloud) throws IOException {
        Set<String> expected = new TreeSet<>();
        Path logs = Files.createDirectory(folder.resolve("logs"));
        for (int number : standingRules(cloud)) {
            String file = PackSamples.file(RULES.info(number));
            Files.writeString(logs.resolve(file.replace('/', '-') + ".ndjson"), lines(file));
            expected.add(RULES.info(number).handle());
        }

        assertThat(found(logs)).containsAll(expected);
    }

    private static List<Integer> standingRules(String cloud) {
        return IntStream.range(0, SET.rules().size())
                .filter(RULES::isFinding)
                .filter(number -> PackSamples.file(RULES.info(number)).startsWith(cloud + "/"))
                .boxed()
                .toList();
    }

    private static String lines(String file) {
        return PackSamples.of(file).stream()
                .filter(Sample::matches)
                .flatMap(sample -> sample.events().stream())
                .map(RawRecord::json)
                .collect(Collectors.joining("\n"));
    }

    private Set<String> found(Path logs) {
        Set<String> found = new TreeSet<>();
        ScanOptions options = new ScanOptions(
                List.of(Input.path(logs)),
                KnownFormats.all(),
                SET,
                CoverBook.builder().build(),
                CoverLimits.DEFAULT,
                List.of(),
                Window.ALWAYS,
                1,
                folder,
                ScanOptions.USUAL_BATCH_BYTES);
        try (ScanResult result = new Scan(options).run(Progress.NONE)) {
            result.findings(finding -> finding.rules()
                    .forEach(number -> found.add(RULES.info(number).handle())));
        }
        return found;
    }
}
