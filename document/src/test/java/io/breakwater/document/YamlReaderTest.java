package io.breakwater.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.document.Yaml.Kind;
import io.breakwater.document.Yaml.Mapping;
import io.breakwater.document.Yaml.Scalar;
import io.breakwater.document.Yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read, with its place; and what is refused, with its place and code. */
class YamlReaderTest {
    private final List<Problem> problems = new ArrayList<>();

    private Optional<Yaml> read(String document) {
        return YamlReader.read(document, problems);
    }

    private Mapping sound(String document) {
        Mapping root = (Mapping) read(document).orElseThrow(() -> new AssertionError(problems));
        assertThat(problems).isEmpty();
        return root;
    }

    private void refused(String document, String... problems) {
        this.problems.clear();
        read(document);
        assertThat(this.problems.stream()
                        .map(p -> p.line() + ":" + p.column() + " " + p.code())
                        .toList())
                .as(document.length() < 200 ? document : document.substring(0, 200))
                .containsExactly(problems);
    }

    @Test
    void everyNode_knowsItsPlace() {
        Mapping root = sound("a: 1\nb:\n  - x\n  - { c: \"y\" }\n");
        assertThat(root.keys()).containsEntry("a", new Yaml.Place(1, 1)).containsEntry("b", new Yaml.Place(2, 1));
        assertThat(root.fields().get("a").place()).isEqualTo(new Yaml.Place(1, 4));
        Sequence list = (Sequence) root.fields().get("b");
        assertThat(list.place()).isEqualTo(new Yaml.Place(3, 3));
        assertThat(list.items().get(0)).isEqualTo(new Scalar(3, 5, Kind.TEXT, "x"));
        Mapping inner = list.items().get(1).asMapping();
        assertThat(inner.placeOf("c")).isEqualTo(new Yaml.Place(4, 7));
        assertThat(inner.fields().get("c")).isEqualTo(new Scalar(4, 10, Kind.TEXT, "y"));
    }

    @Test
    void columns_countCodePoints_notBytesOrHalves() {
        Mapping root = sound("\"🚨é\": 1\n");
        assertThat(root.placeOf("🚨é")).isEqualTo(new Yaml.Place(1, 1));
        assertThat(root.fields().get("🚨é").column()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "1, WHOLE",
        "-3, WHOLE",
        "1.5, FRACTION",
        "1e3, FRACTION",
        "true, TRUTH",
        "false, TRUTH",
        "null, NOTHING",
        "~, TEXT",
        "yes, TEXT",
        "No, TEXT",
        "on, TEXT",
        "True, TEXT",
        "45m, TEXT",
        "2026-11-21, TEXT",
        "0x1f, TEXT",
        "'\"1\"', TEXT",
    })
    void kinds_areThoseOfYaml12_soNoWordBecomesATruth(String written, Kind kind) {
        assertThat(((Scalar) sound("a: " + written).fields().get("a")).kind()).isEqualTo(kind);
    }

    @Test
    void aKeyThatIsNotThere_isPlacedAtTheMapping() {
        Mapping root = sound("a:\n  b: 1\n");
        Mapping inner = root.fields().get("a").asMapping();
        assertThat(inner.placeOf("zz")).isEqualTo(new Yaml.Place(2, 3));
        assertThat(inner.emptyAt("zz").fields()).isEmpty();
        assertThat(inner.emptyAt("b").place()).isEqualTo(new Yaml.Place(2, 3));
        assertThat(inner.fields().get("b").asMapping().fields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "# only a remark\n", "---\n...\n"})
    void nothing_isEmpty(String document) {
        assertThat(read(document))
                .satisfies(root ->
                        assertThat(root.filter(y -> y instanceof Mapping)).isEmpty());
        assertThat(problems).allMatch(p -> p.code().equals("EMPTY")).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void anEmptyDocument_isSaidToBeEmpty() {
        refused("", "1:1 EMPTY");
    }

    @Test
    void twoOfOneKey_areToldWhereTheSecondStands() {
        refused("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n", "4:3 DUPLICATE_KEY", "5:1 DUPLICATE_KEY");
        assertThat(problems.get(0).message()).isEqualTo("the key \"c\" is here already, in line 3");
    }

    @Test
    void theFirstOfTwoKeys_isTheOneThatIsRead() {
        Mapping root = read("a: 1\na: 2\n").orElseThrow().asMapping();
        assertThat(root.fields().get("a")).isEqualTo(new Scalar(1, 4, Kind.WHOLE, "1"));
    }

    @Test
    void anchorsAndAliases_areRefused_eachWithItsPlace() {
        refused("a: &x [1]\nb: *x\n", "1:4 ALIAS", "2:4 ALIAS");
        refused("a: &x 1\n", "1:4 ALIAS");
        refused("a: &x { b: 1 }\nc: { <<: *x }\n", "1:4 ALIAS", "2:10 ALIAS");
    }

    @Test
    void aBombOfAliases_isRefusedBeforeItGrows() {
        String bomb = "a0: &a0 [x, x]\n"
                + IntStream.range(1, 30)
                        .mapToObj(i -> "a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n")
                        .collect(Collectors.joining());
        assertThat(read(bomb)).isEmpty();
        assertThat(problems).isNotEmpty().allMatch(p -> p.code().equals("ALIAS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!java.lang.Runtime {}", "!x y", "!!str 1", "!!binary aGVsbG8=", "! x"})
    void tags_areRefused(String tagged) {
        refused("a: " + tagged + "\n", "1:4 TAG");
    }

    @Test
    void aSecondDocument_isRefused() {
        refused("a: 1\n---\nb: 2\n", "2:1 SECOND_DOCUMENT");
    }

    @Test
    void aKeyThatIsNoName_isRefused() {
        for (String document : List.of("? [a, b]\n: 1\n", "{ { a: 1 }: 2 }\n", "[a]: 1\n")) {
            problems.clear();
            read(document);
            assertThat(problems).as(document).hasSize(1).allMatch(p -> p.line() == 1 && p.column() <= 3);
        }
    }

    @Test
    void invisibleCharacters_areAllNamed() {
        refused("a: x\u200By\nb: \"\u202Eevil\"\n", "1:5 DECEPTIVE_TEXT", "2:5 DECEPTIVE_TEXT");
        assertThat(problems.get(0).message()).contains("U+200B");
        assertThat(problems.get(1).message()).contains("U+202E");
    }

    @Test
    void aByteOrderMark_isAllowedAtTheBeginningOnly() {
        assertThat(sound("\uFEFFa: 1\n").fields()).containsOnlyKeys("a");
        refused("a: \"\uFEFF1\"\n", "1:5 DECEPTIVE_TEXT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: [1", "a: b: c", "\t- x", "{", "a: \"open", "- 1\nb: 2", "a: \u0000", "a: 'x", "%YAML 9"})
    void whatIsNoYaml_isUnreadable(String document) {
        assertThat(read(document)).isEmpty();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).code()).isEqualTo("UNREADABLE");
        assertThat(problems.get(0).message()).isNotBlank().doesNotContain("\n").hasSizeLessThan(210);
    }

    @Test
    void aCharacterThatYamlDoesNotAllow_isPlaced() {
        refused("a: 1\nb: x\u0007\n", "2:5 UNREADABLE");
    }

    @Test
    void nesting_hasALimit_andTheLimitItselfIsAllowed() {
        int most = YamlReader.MAX_DEPTH;
        assertThat(read("[".repeat(most) + "]".repeat(most))).isPresent();
        refused("[".repeat(most + 1) + "]".repeat(most + 1), "1:" + (most + 1) + " TOO_DEEP");
        problems.clear();
        assertThat(read("[".repeat(100_000))).isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly("TOO_DEEP");
    }

    @Test
    void values_haveALimit() {
        assertThat(read("[" + "x,".repeat(60_000) + "]")).isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly("TOO_DEEP");
    }

    @Test
    void length_hasALimit_andTheLimitItselfIsAllowed() {
        String most = "a: 1 #" + "x".repeat(YamlReader.MAX_LENGTH - 6);
        assertThat(sound(most).fields()).containsOnlyKeys("a");
        refused(most + "x", "1:1 TOO_LARGE");
        assertThat(problems.get(0).message()).contains("262145").contains("262144");
    }

    @Test
    void problems_areInTheOrderOfTheDocument() {
        List<Problem> mixed = new ArrayList<>(List.of(
                new Problem(2, 1, "B", "y"),
                new Problem(1, 9, "B", "x"),
                new Problem(2, 1, "A", "z"),
                new Problem(2, 1, "B", "x")));
        mixed.sort(null);
        assertThat(mixed).extracting(Problem::toString).containsExactly("1:9 B x", "2:1 A z", "2:1 B x", "2:1 B y");
    }

    @Test
    void theSameDocument_isReadTheSameTwice() {
        String document = "b: [1, 2]\na: { z: 1, y: 2 }\n";
        assertThat(read(document)).isEqualTo(read(document));
        assertThat(sound(document).fields().keySet()).containsExactly("b", "a");
    }
}
