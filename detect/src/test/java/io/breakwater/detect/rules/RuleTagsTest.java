package io.breakwater.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.model.ControlId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rows, controls and gaps: what the tags of the pack say is complete and right. */
class RuleTagsTest {
    private static final List<RuleInfo> ALL = RulePack.infos(RulePack.shipped().read());
    private static final Rows ROWS = Rows.read();

    @Test
    void tags_ofOurs_areRead() {
        RuleTags tags = RuleTags.of(List.of(
                "breakwater.r32",
                "breakwater.r38",
                "iso27001.a.8.32",
                "iso27001.8.2",
                "soc2.cc8.1",
                "soc2.a1.1",
                "gap.undocumented-change",
                "breakwater.needs-cover",
                "attack.t1562.007"));

        assertThat(tags.rows()).containsExactly("R32", "R38");
        assertThat(tags.controls())
                .extracting(ControlId::value)
                .containsExactly("iso27001:A.8.32", "iso27001:8.2", "soc2:CC8.1", "soc2:A1.1");
        assertThat(tags.gap()).contains(Gap.UNDOCUMENTED_CHANGE);
        assertThat(tags.needsCover()).isTrue();
        assertThat(tags.feedsOnly()).isFalse();
    }

    @Test
    void tags_ofOthers_sayNothing() {
        assertThat(RuleTags.of(List.of("attack.t1078", "cve.2026-1", "breakwater.rows", "gap.unknown")))
                .isEqualTo(RuleTags.of(List.of()));
    }

    @Test
    void everyRowThatLogsCanShow_hasARuleThatStandsForItself() {
        Set<String> shown = ALL.stream()
                .map(info -> RuleTags.of(info.tags()))
                .filter(tags -> !tags.feedsOnly())
                .flatMap(tags -> tags.rows().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = new TreeSet<>(ROWS.numbers());
        wanted.removeAll(ROWS.notByRules().keySet());

        assertThat(shown).isEqualTo(wanted);
    }

    @Test
    void rowThatBothCloudsCanShow_hasRulesForBoth() {
        Set<String> onlyOne = new TreeSet<>();
        for (String row : ROWS.numbers()) {
            Set<String> clouds = ALL.stream()
                    .filter(info -> RuleTags.of(info.tags()).rows().contains(row))
                    .map(info -> info.handle().startsWith("aws-") ? "AWS" : "Microsoft")
                    .collect(Collectors.toSet());
            if (clouds.size() == 1) {
                onlyOne.add(row);
            }
        }
        assertThat(onlyOne)
                .as("root is of AWS; activations and Conditional Access are of Entra")
                .containsExactlyInAnyOrder("R04", "R05", "R08");
    }

    @Test
    void controls_ofARule_areThoseOfItsRows() {
        for (RuleInfo info : ALL) {
            RuleTags tags = RuleTags.of(info.tags());
            Set<String> wanted = tags.rows().stream()
                    .flatMap(row -> ROWS.controls(row).stream())
                    .collect(Collectors.toSet());
            assertThat(tags.controls().stream().map(ControlId::value).collect(Collectors.toSet()))
                    .as(info.handle())
                    .isEqualTo(wanted);
        }
    }

    @Test
    void everyRule_saysItsRowItsGapAndHowBadItIs() {
        for (RuleInfo info : ALL) {
            RuleTags tags = RuleTags.of(info.tags());
            assertThat(tags.rows()).as(info.handle()).isNotEmpty();
            assertThat(tags.gap()).as(info.handle()).isPresent();
            assertThat(info.level()).as(info.handle()).isPresent();
            assertThat(info.description()).as(info.handle()).endsWith(".");
        }
    }

    @Test
    void ruleThatOnlyFeeds_isInformationalAndNeedsNoCover() {
        for (RuleInfo info : ALL) {
            RuleTags tags = RuleTags.of(info.tags());
            assertThat(tags.feedsOnly()
                            && (tags.needsCover() || !info.level().equals(Optional.of(Level.INFORMATIONAL))))
                    .as(info.handle())
                    .isFalse();
        }
    }
}
