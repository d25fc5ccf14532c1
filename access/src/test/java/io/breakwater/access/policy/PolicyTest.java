package io.breakwater.access.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.access.spi.FakeDoors;
import io.breakwater.access.spi.Providers;
import io.breakwater.document.YamlReader;
import io.breakwater.model.Function;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One valid policy, one mutation per test, the exact problem and its place asserted. */
class PolicyTest {
    private static final Providers PROVIDERS = new Providers(List.of(new FakeDoors(Instant::now)));

    private static final String VALID = """
            version: 1
            targets:
              orders-db:
                provider: fake
                settings: { host: fake.test, admin-password: "env:ORDERS" }
                roles:
                  admin:
                    settings: { groups: orders_admin }
                    who: { functions: [engineer] }
                    approvals:
                      before: { security-approver: 1, engineering-approver: 1 }
                      after: { within: 72h, by: [security-approver] }
                    longest: 4h
                    reason: { min-length: 12, pattern: "orders" }
                    ticket: { required: true, pattern: "^[A-Z]+-[0-9]+$" }
                    break-glass: forbidden
                    severity-at-most: 2
            """;

    @Test
    void valid_hasNoProblemsAndMeansWhatItSays() {
        Policy policy = Policy.parse(VALID, PROVIDERS);
        PolicyTarget target = policy.target(new TargetName("orders-db")).orElseThrow();
        PolicyRole role = target.role(new RoleName("admin")).orElseThrow();
        assertThat(policy.digest())
                .hasSize(64)
                .isEqualTo(Policy.parse(VALID, PROVIDERS).digest());
        assertThat(target.settings()).containsOnlyKeys("host", "admin-password");
        assertThat(role.settings()).containsOnlyKeys("host", "admin-password", "groups");
        assertThat(role.quorum()).isEqualTo(Map.of(Function.SECURITY_APPROVER, 1, Function.ENGINEERING_APPROVER, 1));
        assertThat(role.reviewers()).containsExactly(Function.SECURITY_APPROVER);
        assertThat(role.longest()).isEqualTo(Duration.ofHours(4));
        assertThat(role.waits()).isEqualTo(Duration.ofHours(8));
        assertThat(role.reasonMinLength()).isEqualTo(12);
        assertThat(role.ticketRequired()).isTrue();
        assertThat(role.breakGlassAllowed()).isFalse();
        assertThat(role.severityAtMost()).hasValue(2);
    }

    @Test
    @DisplayName("without anything said, approval afterwards is due within 72 h (R21)")
    void absentApprovals_meanApprovalAfterwards() {
        PolicyRole role = Policy.parse("""
                        version: 1
                        targets:
                          db:
                            provider: fake
                            roles: { reader: { who: { functions: [engineer] }, longest: 24h } }
                        """, PROVIDERS)
                .role(new TargetName("db"), new RoleName("reader"))
                .orElseThrow();
        assertThat(role.quorum()).isEmpty();
        assertThat(role.reviewWithin()).isEqualTo(Duration.ofHours(72));
        assertThat(role.reviewers()).containsExactly(Function.SECURITY_APPROVER, Function.ENGINEERING_APPROVER);
        assertThat(role.breakGlassAllowed()).isTrue();
        assertThat(role.reasonMinLength()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    version: 1                    | version: 2            | 1:10 NOT_ALLOWED_VALUE
                    version: 1                    | version: "1"          | 1:10 WRONG_TYPE
                    version: 1                    | versoin: 1            | 1:1 MISSING_KEY; 1:1 UNKNOWN_KEY
                    provider: fake                | provider: fakee       | 4:15 UNKNOWN_PROVIDER
                    provider: fake                | provider: [fake]      | 4:15 UNKNOWN_PROVIDER; 4:15 WRONG_TYPE
                    host: fake.test               | hots: fake.test       | 5:17 BAD_SETTING
                    "env:ORDERS"                  | "hunter2"             | 5:50 LITERAL_SECRET
                    "env:ORDERS"                  | "env:"                | 5:50 LITERAL_SECRET
                    host: fake.test               | host: "x://a:b@c"     | 5:23 LITERAL_SECRET
                    groups: orders_admin          | host: other           | 8:21 BAD_SETTING
                    functions: [engineer]         | functions: [enginer]  | 9:28 NOT_ALLOWED_VALUE
                    functions: [engineer]         | people: [Alice]       | 9:25 MALFORMED_NAME
                    who: { functions: [engineer] }| who: {}               | 9:14 NOT_ALLOWED_VALUE
                    security-approver: 1          | security-aprover: 1   | 11:21 UNKNOWN_KEY
                    security-approver: 1          | security-approver: 0  | 11:40 NOT_ALLOWED_VALUE
                    security-approver: 1          | auditor: 1            | 11:21 UNKNOWN_KEY
                    within: 72h                   | within: 73h           | 12:28 TOO_LONG
                    within: 72h                   | within: -1h           | 12:28 MALFORMED_DURATION
                    by: [security-approver]       | by: [engineer]        | 12:38 NOT_ALLOWED_VALUE
                    longest: 4h                   | longest: 24h1s        | 13:18 TOO_LONG
                    longest: 4h                   | longest: 0s           | 13:18 NOT_ALLOWED_VALUE
                    longest: 4h                   | longest: 99999999999h | 13:18 MALFORMED_DURATION
                    longest: 4h                   | longest: 4            | 13:18 WRONG_TYPE
                    longest: 4h                   | longest: four hours   | 13:18 MALFORMED_DURATION
                    longest: 4h                   | shortest: 4h          | 8:9 MISSING_KEY; 13:9 UNKNOWN_KEY
                    min-length: 12                | min-length: -1        | 14:31 NOT_ALLOWED_VALUE
                    pattern: "orders"             | pattern: "(or"        | 14:44 BAD_PATTERN
                    pattern: "orders"             | pattern: "(a)\\\\1"   | 14:44 BAD_PATTERN
                    break-glass: forbidden        | break-glass: maybe    | 16:22 NOT_ALLOWED_VALUE
                    break-glass: forbidden        | break-glass: no       | 16:22 NOT_ALLOWED_VALUE
                    severity-at-most: 2           | severity-at-most: 5   | 17:27 NOT_ALLOWED_VALUE
                    orders-db:                    | Orders DB:            | 3:3 MALFORMED_NAME
                    admin:                        | "admin; drop":        | 7:7 MALFORMED_NAME
                    """)
    void mutation_isToldWithItsPlace(String before, String after, String problems) {
        String mutated = VALID.replace(before, after);
        assertThat(mutated).isNotEqualTo(VALID);
        assertThat(places(mutated)).as("%s", Policy.lint(mutated, PROVIDERS)).isEqualTo(problems);
    }

    @Test
    void unknownKey_comesWithASuggestion() {
        assertThat(Policy.lint(VALID.replace("longest:", "longets:"), PROVIDERS))
                .anySatisfy(problem ->
                        assertThat(problem.message()).isEqualTo("unknown key \"longets\"; did you mean longest?"));
        assertThat(Policy.lint(VALID.replace("provider: fake", "provider: fakee"), PROVIDERS))
                .anySatisfy(problem -> assertThat(problem.message()).endsWith("did you mean fake?"));
    }

    @Test
    void everything_isToldAtOnceInTheOrderOfTheDocument() {
        String broken = VALID.replace("provider: fake", "provider: faker")
                .replace("longest: 4h", "longest: 25h")
                .replace("break-glass", "brake-glass")
                .replace("\"orders\"", "\"[\"");
        assertThat(places(broken))
                .isEqualTo("4:15 UNKNOWN_PROVIDER; 13:18 TOO_LONG; 14:44 BAD_PATTERN; 16:9 UNKNOWN_KEY");
        assertThatThrownBy(() -> Policy.parse(broken, PROVIDERS))
                .isInstanceOfSatisfying(
                        PolicyInvalid.class, e -> assertThat(e.problems()).hasSize(4))
                .hasMessageStartingWith("the policy has 4 problems; the first: 4:15 UNKNOWN_PROVIDER");
    }

    @Test
    void secretValue_isNeverRepeated() {
        assertThat(Policy.lint(VALID.replace("env:ORDERS", "hunter2"), PROVIDERS)
                        .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void lookAlikeTargets_areRefused() {
        String second = VALID + """
                  0rders-db:
                    provider: fake
                    roles: { reader: { who: { functions: [engineer] }, longest: 1h } }
                  orders-dbl:
                    provider: fake
                    roles: { reader: { who: { functions: [engineer] }, longest: 1h } }
                  orders-db1:
                    provider: fake
                    roles: { reader: { who: { functions: [engineer] }, longest: 1h } }
                """;
        assertThat(places(second)).contains("LOOK_ALIKE").contains("MALFORMED_NAME");
    }

    @Test
    @DisplayName("one rule never switches approval off for others (AWS TEAM's trap; R04, R06)")
    void sameDoorWithWeakerApprovals_isRefused() {
        String trap = VALID + """
                      everybody:
                        settings: { groups: orders_admin }
                        who: { functions: [engineer] }
                        longest: 4h
                """;
        assertThat(places(trap)).isEqualTo("18:7 SAME_DOOR");
    }

    @Test
    void sameDoorUnderAnotherTarget_isRefusedToo() {
        String trap = VALID + """
                  shop-db:
                    provider: fake
                    settings: { host: FAKE.test, admin-password: "env:OTHER" }
                    roles:
                      admin: { settings: { groups: orders_admin }, who: { functions: [engineer] }, longest: 4h }
                """;
        assertThat(places(trap)).isEqualTo("22:7 SAME_DOOR");
    }

    @Test
    void sameDoorWithTheSameApprovals_isAllowed() {
        String twice = VALID + """
                      oncall:
                        settings: { groups: orders_admin }
                        who: { people: [alice] }
                        approvals: { before: { engineering-approver: 1, security-approver: 1 } }
                        longest: 1h
                        break-glass: forbidden
                """;
        assertThat(places(twice)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    version: &a 1             | 1:10 ALIAS
                    version: !!int 1          | 1:10 TAG
                    a: !java.lang.Runtime {}  | 1:4 TAG
                    a: [1                     | 1:6 UNREADABLE
                    "[a]: 1"                  | 1:1 WRONG_TYPE
                    """)
    void unsafeYaml_isRefused(String document, String problem) {
        assertThat(places(document)).startsWith(problem.split("\\|")[0].strip());
    }

    @Test
    void aliasesOfAliases_doNotGrow() {
        String laughs = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n";
        assertThat(places(laughs)).startsWith("1:4 ALIAS; 2:4 ALIAS; 2:8 ALIAS");
    }

    @Test
    void secondDocument_isRefused() {
        assertThat(places(VALID + "---\nversion: 1\n")).isEqualTo("18:1 SECOND_DOCUMENT");
    }

    @Test
    void duplicateKey_isRefused() {
        assertThat(places("version: 1\nversion: 1\ntargets: {}\n"))
                .isEqualTo("2:1 DUPLICATE_KEY; 3:10 NOT_ALLOWED_VALUE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void deepNesting_isRefusedBeforeAnythingIsBuilt(String opening) {
        String deep = opening.repeat(60_000);
        assertThat(Policy.lint(deep, PROVIDERS)).isNotEmpty().allMatch(p -> p.line() == 1);
    }

    @Test
    void largeDocument_isRefused() {
        assertThat(places("#".repeat(YamlReader.MAX_LENGTH + 1))).isEqualTo("1:1 TOO_LARGE");
    }

    @Test
    void invisibleCharacters_areRefused() {
        assertThat(places("version: 1 # \u202Ereversed\ntargets: {}"))
                .isEqualTo("1:14 DECEPTIVE_TEXT; 2:10 NOT_ALLOWED_VALUE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#only a comment", "---", "null", "42", "[]", "a: \u0007"})
    void noPolicyAtAll_isAProblemNotACrash(String document) {
        assertThat(Policy.lint(document, PROVIDERS)).isNotEmpty();
    }

    @Test
    void halfASurrogatePair_isAProblemNotACrash() {
        assertThat(Policy.lint("note: \"\uD800\"", PROVIDERS)).isNotEmpty();
    }

    @Test
    @DisplayName("patterns run in linear time")
    void catastrophicPattern_isHarmless() {
        PolicyRole role = Policy.parse(VALID.replace("\"orders\"", "\"^(a+)+$\""), PROVIDERS)
                .role(new TargetName("orders-db"), new RoleName("admin"))
                .orElseThrow();
        String hostile = "a".repeat(4_000) + "!";
        assertThat(role.reasonPattern().orElseThrow().matcher(hostile).find()).isFalse();
    }

    @Test
    void schema_isItselfAvailable() {
        assertThat(Policy.schema()).contains("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"");
    }

    private static String places(String document) {
        return String.join(
                "; ",
                Policy.lint(document, PROVIDERS).stream()
                        .map(p -> p.line() + ":" + p.column() + " " + p.code())
                        .toList());
    }
}
