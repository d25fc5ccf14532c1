package io.breakwater.evidence.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.ControlId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The catalogue that ships: right numbers, the old ones beside, and the folklore")
class ShippedCatalogueTest {
    private static final Catalogue CATALOGUE = Catalogue.shipped();
    private static final Pattern ISO = Pattern.compile("(A\\.(5|6|7|8)\\.[1-9][0-9]?|[4-9](\\.[0-9]){1,2}|10\\.[12])");
    private static final Pattern SOC2 =
            Pattern.compile("(CC[1-9]\\.[1-9]|A1\\.[1-3]|C1\\.[12]|P[1-8]\\.[1-9]|PI1\\.[1-5])");
    private static final Pattern GDPR = Pattern.compile("[1-9][0-9]?(\\([1-9]\\))?");

    /** How many controls each theme of Annex A has in the edition of 2022. */
    private static final int[] MOST = {0, 0, 0, 0, 0, 37, 8, 14, 34};

    static Stream<Control> controls() {
        return CATALOGUE.controls().stream();
    }

    static Stream<Proof> proofs() {
        return CATALOGUE.proofs().stream();
    }

    static Stream<Folklore> folklore() {
        return CATALOGUE.folklore().stream();
    }

    @ParameterizedTest
    @MethodSource("controls")
    void everyControl_hasANumberThatItsFrameworkHas(Control control) {
        Pattern numbers = switch (control.framework()) {
            case "iso27001" -> ISO;
            case "soc2" -> SOC2;
            case "gdpr" -> GDPR;
            default -> throw new AssertionError("no framework is called " + control.framework());
        };
        assertThat(control.number()).matches(numbers);
        if (control.number().startsWith("A.")) {
            String[] parts = control.number().split("\\.");
            assertThat(Integer.parseInt(parts[2])).isBetween(1, MOST[Integer.parseInt(parts[1])]);
        }
    }

    @ParameterizedTest
    @MethodSource("controls")
    void everyControl_hasATitleOfOurs_inOneShortSentence(Control control) {
        assertThat(control.title())
                .isNotBlank()
                .hasSizeLessThan(120)
                .doesNotEndWith(".")
                .doesNotContain("shall");
    }

    @ParameterizedTest
    @MethodSource("controls")
    void everyOldNumber_isOneOf2013_andLeadsToTheControl(Control control) {
        for (String was : control.was()) {
            assertThat(was).matches("A\\.([5-9]|1[0-8])\\.[0-9]+\\.[0-9]+|([4-9]|10)\\.[0-9](\\.[0-9])?");
            assertThat(CATALOGUE.control(was).controls()).contains(control);
        }
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void everyFact_showsSomethingOfControlsThatExist(Proof proof) {
        assertThat(proof.controls()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(proof.controls())
                .allSatisfy(id -> assertThat(CATALOGUE.find(id)).isPresent());
        assertThat(proof.shows()).isNotBlank().doesNotEndWith(".");
        assertThat(proof.shows().charAt(0)).isLowerCase();
        assertThat(CATALOGUE.proof(proof.fact())).contains(proof);
    }

    @ParameterizedTest
    @MethodSource("folklore")
    void everyMistake_saysWhyItIsWrongAndWhatIsRight(Folklore mistake) {
        assertThat(mistake.said()).isNotBlank();
        assertThat(mistake.wrong()).endsWith(".");
        assertThat(mistake.right()).endsWith(".");
        assertThat(mistake.controls()).isNotEmpty();
        assertThat(mistake.use())
                .allSatisfy(id -> assertThat(CATALOGUE.find(id)).isPresent());
        for (String control : mistake.controls()) {
            assertThat(CATALOGUE.control(control).mistakes()).contains(mistake);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "A.9.2.3,  iso27001:A.8.2",
        "A.9.4.4,  iso27001:A.8.18",
        "A.12.1.1, iso27001:A.5.37",
        "A.12.1.2, iso27001:A.8.32",
        "A.14.2.2, iso27001:A.8.32",
        "A.12.1.4, iso27001:A.8.31",
        "A.6.1.5,  iso27001:A.5.8",
        "A.18.2.2, iso27001:A.5.36",
        "A.18.2.3, iso27001:A.5.36",
        "A.16.1.1, iso27001:A.5.24",
        "A.16.1.2, iso27001:A.6.8",
        "A.16.1.4, iso27001:A.5.25",
        "A.16.1.5, iso27001:A.5.26",
        "A.16.1.6, iso27001:A.5.27",
        "A.16.1.7, iso27001:A.5.28",
        "A.12.4.1, iso27001:A.8.15",
        "A.12.4.2, iso27001:A.8.15",
        "A.12.4.4, iso27001:A.8.17",
        "A.18.1.3, iso27001:A.5.33",
        "A.11.2.6, iso27001:A.7.9",
        "A.17.1.2, iso27001:A.5.29",
    })
    void numberOf2013_becameWhatTheRequirementsSay(String was, String is) {
        assertThat(CATALOGUE.control(was).controls()).extracting(Control::id).contains(new ControlId(is));
    }

    @ParameterizedTest
    @CsvSource({
        "A.11.2.6, equipment off the premises",
        "A.12.1.4, 'development, test and production'",
        "A.6.1.5,  project management",
        "A.16,     has no A.16",
        "CC7.1,    weaknesses",
        "A.16.1.4, assessing events",
        "CC6.1,    restricting access",
        "33,       processor",
    })
    void theFolkloreAbout_isExplained(String number, String because) {
        assertThat(CATALOGUE.control(number).sentences())
                .anyMatch(sentence -> sentence.startsWith("Often said: ") && sentence.contains(because));
    }

    @ParameterizedTest
    @CsvSource({
        "GrantBypassed,      iso27001:A.5.29",
        "GrantBypassed,      soc2:CC6.3",
        "RevocationProven,   iso27001:A.5.18",
        "GrantReviewed,      iso27001:A.5.3",
        "ApprovalGiven,      iso27001:A.5.3",
        "TicketConfirmed,    soc2:CC8.1",
        "TicketConfirmed,    iso27001:A.8.32",
        "NotificationMade,   gdpr:33",
        "PersonalDataInvolved, iso27001:A.5.34",
        "ReviewHeld,         iso27001:A.5.27",
        "PackSealed,         iso27001:A.5.28",
        "ContentErased,      iso27001:A.5.34",
        "ClockJumped,        iso27001:A.8.17",
        "WitnessChanged,     iso27001:A.8.15",
        "DebtMissed,         soc2:CC4.2",
        "DebtHandedOver,     iso27001:A.5.2",
    })
    void fact_showsTheControlAnAuditorAsksFor(String fact, String control) {
        assertThat(CATALOGUE.proof(fact).orElseThrow().controls()).contains(new ControlId(control));
    }

    @Test
    void noFact_isTakenForTheTrailUnderTheWrongControl() {
        // CC6.1 holds nothing on audit trails, CC7.1 nothing on monitoring: the folklore must not creep back in.
        assertThat(CATALOGUE.proofs())
                .filteredOn(proof -> proof.controls().contains(new ControlId("soc2:CC7.1")))
                .isEmpty();
        for (String trail : List.of("PackSealed", "FactAmended", "IncidentNoted", "EvidenceAttached")) {
            assertThat(CATALOGUE.proof(trail).orElseThrow().controls()).doesNotContain(new ControlId("soc2:CC6.1"));
        }
    }

    @Test
    void everyControlThatADebtNames_isInTheCatalogue() throws IOException {
        Path rules = Path.of(
                System.getProperty("breakwater.root", ".."),
                "response/src/main/resources/io/breakwater/response/debt/debts.yaml");
        Matcher cited = Pattern.compile("\"((?:iso27001|soc2|gdpr):[^\"]+)\"").matcher(Files.readString(rules));
        Set<String> unknown = new TreeSet<>();
        int count = 0;
        for (; cited.find(); count++) {
            if (CATALOGUE.find(new ControlId(cited.group(1))).isEmpty()) {
                unknown.add(cited.group(1));
            }
        }
        assertThat(count).isGreaterThan(20);
        assertThat(unknown).isEmpty();
    }

    @Test
    void idsAndLabels_areUnique() {
        assertThat(CATALOGUE.controls()).extracting(Control::id).doesNotHaveDuplicates();
        assertThat(CATALOGUE.controls()).extracting(Control::label).doesNotHaveDuplicates();
        assertThat(CATALOGUE.controls()).extracting(Control::framework).contains("iso27001", "soc2", "gdpr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A", "A.", "A.8.2.", ".*", "A.8.2; drop", "<script>", "CC", "iso27001:", "99"})
    void whatIsNoNumber_isUnknown_andSaidToBe(String number) {
        assertThat(CATALOGUE.control(number).unknown()).isTrue();
        assertThat(CATALOGUE.control(number).sentences())
                .hasSize(1)
                .first()
                .asString()
                .contains("has no control");
    }

    @ParameterizedTest
    @CsvSource({
        "ISO 27001:2022 A.8.2, A.8.2",
        "iso27001:a.8.2, A.8.2",
        "gdpr:33, 33",
        "GDPR:33, 33",
        "soc2:cc8.1, CC8.1"
    })
    void control_isFoundUnderItsFrameworksName(String written, String number) {
        assertThat(CATALOGUE.control(written).controls())
                .extracting(Control::number)
                .contains(number);
    }

    private static List<String> problems(String yaml) {
        List<String> problems = new ArrayList<>();
        try {
            Catalogue.of(yaml);
        } catch (CatalogueException e) {
            problems.addAll(e.problems());
        }
        return problems;
    }

    private static String catalogue(String controls, String folklore, String facts) {
        return "version: 1\ncontrols: " + controls + "\nfolklore: " + folklore + "\nfacts: " + facts + "\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{ id: 'A.8.2', title: x }] | [] | [] | line 2: the control A.8.2 does not name its framework, as in iso27001:A.8.2",
                "[{ id: 'soc2:CC1.1' }] | [] | [] | line 2: the key title is missing",
                "[{ title: x }] | [] | [] | line 2: the key id is missing",
                "[{ id: 'soc2:CC1.1', title: '' }] | [] | [] | line 2: a text is expected here",
                "[{ id: 'soc2:CC1.1', title: [x] }] | [] | [] | line 2: a text is expected here",
                "[soc2] | [] | [] | line 2: a mapping is expected here",
                "{} | [] | [] | line 2: a list is expected here",
                "[] | [{ said: x }] | [] | line 3: the key wrong is missing",
                "[] | [{ said: x, controls: [], wrong: y, right: z, use: ['soc2:CC1.1'] }] | [] | line 3: there is no control soc2:CC1.1 above",
                "[] | [] | [{ fact: X, shows: y, controls: [] }] | line 4: X shows no control",
                "[] | [] | [{ fact: X, shows: y, controls: x }] | line 4: a list is expected here",
                "[{ id: 'soc2:CC1.1', title: x }] | [] | [{ fact: X, shows: y, controls: ['soc2:CC1.1', 'soc2:CC1.1'] }] | line 4: the control soc2:CC1.1 is named twice",
                "[&a x, *a] | [] | [] | line 2: anchors are not allowed; write out what is meant",
                "!!set {} | [] | [] | line 2: tags are not allowed",
            })
    void oneThingWrongInACatalogue_isToldWithItsLine(String controls, String folklore, String facts, String problem) {
        assertThat(problems(catalogue(controls, folklore, facts)))
                .as(catalogue(controls, folklore, facts))
                .anyMatch(told -> told.startsWith(problem));
    }

    @Test
    void theSameFactTwice_isTold() {
        String fact = "{ fact: X, shows: y, controls: ['soc2:CC1.1'] }";
        assertThat(problems(catalogue("[{ id: 'soc2:CC1.1', title: x }]", "[]", "[" + fact + ", " + fact + "]")))
                .containsExactly("line 4: X is there twice");
    }

    @Test
    void missingParts_areAllTold() {
        assertThat(problems("version: 1\n"))
                .containsExactlyInAnyOrder(
                        "line 1: the key controls is missing",
                        "line 1: the key facts is missing",
                        "line 1: the key folklore is missing");
    }

    @Test
    void hugeAndDeepCatalogues_areRefused() {
        assertThat(problems("[".repeat(100_000))).hasSize(1);
        assertThat(problems("x".repeat(1 << 20))).hasSize(1);
        assertThat(problems("a: \u202Eevil")).anyMatch(told -> told.contains("U+202E"));
    }

    @Test
    void labels_readAsPeopleWriteThem() {
        assertThat(CATALOGUE.controls().stream().map(Control::label).collect(Collectors.toSet()))
                .contains("ISO 27001:2022 A.8.2", "SOC 2 CC7.2", "GDPR Art. 33");
        assertThat(new Control(new ControlId("house:1"), "x", List.of()).label())
                .isEqualTo("house:1");
    }
}
