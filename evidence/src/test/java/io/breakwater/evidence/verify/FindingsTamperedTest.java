package io.breakwater.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.evidence.SampleFindings;
import io.breakwater.evidence.pack.Forge;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.verify.VerificationException.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "R92: findings and gaps in the logs can neither be left out of a pack nor altered, even with its key in hand")
class FindingsTamperedTest extends SealedPackCase {
    @BeforeEach
    void sealWithFindings() {
        new SampleFindings(house, sample.id()).tell();
        pack = house.file(house.seal(sample.id()));
    }

    /** Where in the pack the first fact of a type stands. */
    private int place(String type) {
        List<String> facts = new String(entry(pack, PackNames.FACTS), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList();
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i).contains("\"io.breakwater." + type + ".v1\"")) {
                return i;
            }
        }
        throw new AssertionError("no " + type);
    }

    private void verify(Forge forge) throws IOException {
        house.verify(forge.write(forged, house.keys.pack()));
    }

    @Test
    void packWithFindings_verifies() {
        assertThat(house.verify(pack).facts()).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FindingRaised",
                "FindingExplained",
                "FindingAccepted",
                "FindingRejudged",
                "FindingMovedHere",
                "LogCoverageTaken"
            })
    void factLeftOut_isNamedByItsNumber(String type) throws IOException {
        int place = place(type);
        Forge forge = new Forge(pack).withoutFact(place);

        refused(
                Kind.POPULATION,
                () -> verify(forge),
                "Where fact number " + (place + 1) + " has to be, the pack has number " + (place + 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"gaps\":\\[.*?\\]  | \"gaps\":[]",
                "(\"to\":\"[^\"]+):59\\. | $1:58.",
                "\"covered\":2       | \"covered\":5",
                "\"region\":\"\\*\"    | \"region\":\"eu\""
            })
    void gapOrFigureAltered_isNamedByItsNumber(String what, String with) throws IOException {
        int place = place("LogCoverageTaken");
        Forge forge = new Forge(pack).lines(PackNames.FACTS, lines -> {
            String altered = lines.get(place).replaceFirst(what, with);
            assertThat(altered).isNotEqualTo(lines.get(place));
            lines.set(place, altered);
        });

        refused(Kind.INCLUSION, () -> verify(forge), "Fact number " + (place + 1) + " is not proven to be in the log");
    }
}
