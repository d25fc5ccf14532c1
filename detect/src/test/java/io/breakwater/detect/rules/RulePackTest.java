package io.breakwater.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shipped rules load, and a user's rules go on top of them. */
class RulePackTest {
    private static final RulePack SHIPPED = RulePack.shipped();
    private static final String ROOT_ID = "ce2a23b9-56b1-48fa-ab83-26c0b195192c";

    private static RuleSource own(String id, String name) {
        return new RuleSource("mine.yml", """
                title: Root, as we see it
                id: %s
                name: %s
                logsource: { product: aws, service: cloudtrail }
                detection:
                  selection: { userIdentity.type: Root }
                  condition: selection
                level: low
                """.formatted(id, name));
    }

    private static List<String> named(RuleSet set, String name) {
        return RulePack.infos(set).stream()
                .filter(info -> info.name().filter(name::equals).isPresent())
                .map(RuleInfo::title)
                .toList();
    }

    @Test
    void shippedPack_isReadWithoutAnyProblem() {
        assertThat(SHIPPED.read().problems()).isEmpty();
    }

    @Test
    void index_namesEveryFileOfThePack() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(RulePack.class.getResource("index.txt"))
                        .toURI())
                .getParent();
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> rules = files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(file -> file.endsWith(".yml") && !file.startsWith("pipelines/"))
                    .sorted()
                    .map(file -> RulePack.SHIPPED + file)
                    .toList();
            assertThat(SHIPPED.sources().stream().map(RuleSource::name))
                    .as("index.txt lists the files of aws, azure, entra and m365, sorted")
                    .containsExactlyElementsOf(rules);
        }
    }

    @Test
    void shippedFile_isNamedAfterItsFolderAndItself() {
        for (RuleInfo info : RulePack.infos(SHIPPED.read())) {
            String file = info.place().file();
            String expected = file.substring(RulePack.SHIPPED.length(), file.length() - ".yml".length())
                    .replace('/', '-');
            assertThat(info.name()).as(file).contains(expected);
        }
    }

    @Test
    void ownRule_isReadBesideTheShippedOnes() {
        RuleSet set = SHIPPED.with(List.of(own("0b0b0b0b-0000-4000-8000-000000000001", "our-root")))
                .read();

        assertThat(set.isSound()).isTrue();
        assertThat(named(set, "our-root")).containsExactly("Root, as we see it");
        assertThat(named(set, "aws-root-used")).containsExactly("The root user was used");
    }

    @Test
    void ownRule_withTheIdOfAShippedOne_isAnErrorThatNamesBoth() {
        List<Problem> problems =
                SHIPPED.with(List.of(own(ROOT_ID, "our-root"))).read().problems();

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("DUPLICATE_ID");
            assertThat(problem.toString()).contains("mine.yml").contains("breakwater:aws/root-used.yml");
        });
    }

    @Test
    void ownRule_withTheNameOfAShippedOne_isAnError() {
        assertThat(SHIPPED.with(List.of(own("0b0b0b0b-0000-4000-8000-000000000001", "aws-root-used")))
                        .read()
                        .isSound())
                .isFalse();
    }

    @Test
    void overridingRule_takesThePlaceOfTheShippedOne_alsoForWhatRefersToIt() {
        RuleSet set = SHIPPED.overriddenBy(List.of(own(ROOT_ID.toUpperCase(Locale.ROOT), "aws-root-used")))
                .read();

        assertThat(set.problems()).isEmpty();
        assertThat(named(set, "aws-root-used")).containsExactly("Root, as we see it");
        assertThat(set.followups())
                .extracting(followup -> followup.info().handle())
                .contains("aws-root-used-and-not-rotated");
    }

    @Test
    void onlyOwnRules_areReadThroughTheShippedPipelines() {
        RulePack pack = RulePack.only(List.of(own("0b0b0b0b-0000-4000-8000-000000000001", "our-root")));

        assertThat(RulePack.infos(pack.read())).hasSize(1);
        assertThat(pack.options().pipelines()).isNotEmpty();
    }

    @Test
    void advice_isThereForEveryRuleThatStandsForItself() {
        for (RuleInfo info : RulePack.infos(SHIPPED.read())) {
            if (!RuleTags.of(info.tags()).feedsOnly()) {
                assertThat(info.ours()).as(info.handle()).containsKeys("ask", "next");
                assertThat(info.ours().get("ask")).as(info.handle()).matches("[A-Z].*[?.]");
                assertThat(info.ours().get("next")).as(info.handle()).matches("[A-Z].*\\.");
            }
        }
    }

    @Test
    void advice_ofARuleThatHasNone_isEmpty() {
        RulePack pack = RulePack.only(List.of(own("0b0b0b0b-0000-4000-8000-000000000001", "our-root")));

        assertThat(RulePack.infos(pack.read()).get(0).ours()).isEmpty();
    }
}
