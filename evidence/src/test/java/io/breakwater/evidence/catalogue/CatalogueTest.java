package io.breakwater.evidence.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.FactCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** R01, R67, R71: the right controls, and the wrong ones explained. */
class CatalogueTest {
    private static final Path PAGE = Path.of(System.getProperty("breakwater.root", ".."), "docs", "controls.md");

    private final Catalogue catalogue = Catalogue.shipped();

    @Test
    void mistakes_areAllTold_withTheirLines() {
        String yaml = """
                version: 1
                controls:
                  - { id: "iso27001:A.8.2", title: "x" }
                  - { id: "iso27001:A.8.2", title: "y", colour: blue }
                folklore: []
                facts:
                  - { fact: GrantEnded, shows: "x", controls: ["soc2:CC9.9"] }
                """;
        assertThatThrownBy(() -> Catalogue.of(yaml))
                .isInstanceOfSatisfying(
                        CatalogueException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "line 4: the key colour is not known",
                                        "line 4: the control iso27001:A.8.2 is there twice",
                                        "line 7: there is no control soc2:CC9.9 above"));
    }

    @Test
    void emptyOrBrokenYaml_isRefused() {
        assertThatThrownBy(() -> Catalogue.of("")).isInstanceOf(CatalogueException.class);
        assertThatThrownBy(() -> Catalogue.of("a: [")).isInstanceOf(CatalogueException.class);
        assertThatThrownBy(() -> Catalogue.of("- 1")).isInstanceOf(CatalogueException.class);
    }

    @Test
    void everyTypeOfFact_hasADecision_andNoOtherHas() {
        assertThat(catalogue.proofs().stream().map(proof -> "io.breakwater." + proof.fact() + ".v1"))
                .containsExactlyInAnyOrderElementsOf(FactCodec.types().keySet());
    }

    @Test
    void numberOf2013_leadsToTheControlItWas_andTheMistakeIsExplained() {
        Answer answer = catalogue.control("A.11.2.6");
        assertThat(answer.controls()).extracting(Control::number).containsExactly("A.7.9");
        assertThat(answer.sentences()).anyMatch(sentence -> sentence.contains("equipment off the premises"));
        assertThat(catalogue.control("A.9.2.3").controls())
                .extracting(Control::number)
                .containsExactly("A.8.2");
    }

    @Test
    void controlThatDoesNotExistIn2022_isSaidNotTo() {
        assertThat(catalogue.control("A.16").sentences()).anyMatch(sentence -> sentence.contains("has no A.16"));
        assertThat(catalogue.control("A.99.9").unknown()).isTrue();
    }

    @Test
    void control_isFoundHoweverItIsWritten() {
        for (String written : new String[] {"soc2:CC6.3", "CC6.3", "cc6.3", "SOC 2 CC6.3", " CC6.3 "}) {
            assertThat(catalogue.control(written).controls()).as(written).hasSize(1);
        }
    }

    @Test
    void everyMistake_namesWhatToUse() {
        assertThat(catalogue.folklore())
                .hasSize(9)
                .allSatisfy(mistake -> assertThat(mistake.use()).isNotEmpty());
    }

    /** {@code -Dbreakwater.write=true} writes the page anew. */
    @Test
    void page_isMadeFromTheCatalogue() throws IOException {
        String made = new ControlsPage(catalogue).markdown();
        if (Boolean.getBoolean("breakwater.write")) {
            Files.writeString(PAGE, made);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(made);
    }
}
