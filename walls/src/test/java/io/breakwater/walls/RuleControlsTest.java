package io.breakwater.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.rules.RulePack;
import io.breakwater.detect.rules.RuleTags;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.evidence.catalogue.Catalogue;
import io.breakwater.evidence.catalogue.Control;
import io.breakwater.model.ControlId;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of one room speak about the controls of another. */
class RuleControlsTest {
    @Test
    void everyControlThatARuleNames_isInTheCatalogue() {
        Set<ControlId> known =
                Catalogue.shipped().controls().stream().map(Control::id).collect(Collectors.toSet());
        for (RuleInfo rule : RulePack.infos(RulePack.shipped().read())) {
            assertThat(known)
                    .as("controls.yaml has the controls that %s names in its tags", rule.handle())
                    .containsAll(RuleTags.of(rule.tags()).controls());
        }
    }
}
