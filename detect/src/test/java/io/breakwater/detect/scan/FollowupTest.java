package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.sigma.rule.GroupField;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowupTest {
    private static final String RULES = """
            title: Stopped
            name: stopped
            logsource: {product: aws}
            detection: {a: {eventName: StopLogging}, condition: a}
            tags: [breakwater.feeds-only]
            ---
            title: Started
            name: started
            logsource: {product: aws}
            detection: {a: {eventName: StartLogging}, condition: a}
            tags: [breakwater.feeds-only]
            ---
            title: Other
            name: other
            logsource: {product: aws}
            detection: {a: {eventName: CreateUser}, condition: a}
            tags: [breakwater.feeds-only]
            ---
            title: Two users
            name: two-users
            correlation: {type: event_count, rules: [other], group-by: [recipientAccountId], timespan: 1h, condition: {gte: 2}}
            tags: [breakwater.feeds-only]
            ---
            title: Logging was off
            type: followup
            followup:
              opens: [stopped]
              closes: [started]
              meanwhile: [other]
              group-by: [GROUP]
              when: WHEN
            level: high
            """;

    /** The numbers of the first rules. */
    private static final int STOPPED = 0;

    private static final int STARTED = 1;

    @TempDir
    Path folder;

    private Path logs;

    @BeforeEach
    void folders() throws IOException {
        logs = Files.createDirectory(folder.resolve("logs"));
    }

    private List<String> told(String when, Trail trail) throws IOException {
        return told(ofAccount(when), List.of(trail));
    }

    private static String ofAccount(String when) {
        return RULES.replace("WHEN", when).replace("GROUP", "view.account");
    }

    private static ScanRules rules(String when) {
        return new ScanRules(RuleSet.read(List.of(new RuleSource("r.yml", ofAccount(when))), RuleOptions.none()));
    }

    private static void accept(Followups followups, String account, int matched) {
        LogEvent event = CodecsTest.inAccount(account);
        followups.accept(event, event.raw().record(), EventRef.of(event), List.of(matched));
    }

    private List<String> told(String rules, List<Trail> trails) throws IOException {
        for (int i = 0; i < trails.size(); i++) {
            trails.get(i).in(logs, i + ".json");
        }
        return new ScanKit(logs, folder).rules(rules).told();
    }

    @Test
    void whatIsOpen_staysInBoundedMemory_andWhatIsForgottenIsTold() {
        List<Finding> told = new ArrayList<>();
        Followups followups = new Followups(rules("not-closed"), told::add, any -> {}, 100_000);
        for (int i = 0; i < 1_000; i++) {
            accept(followups, "account " + i, STOPPED);
        }
        int forgotten = told.size();
        followups.end(Instant.parse("2026-07-02T00:00:00Z"));
        assertThat(forgotten).isBetween(700, 850);
        assertThat(told)
                .hasSize(1_000)
                .allMatch(finding -> finding.what().startsWith("Logging was off: nothing changed that"));
    }

    @Test
    void whatIsBegunAgain_isNotTheFirstToBeForgotten() {
        List<Finding> told = new ArrayList<>();
        Followups followups = new Followups(rules("followed"), told::add, any -> {}, 2_000);
        for (String account : List.of("a", "b", "c", "a", "d", "e")) {
            accept(followups, account, STOPPED);
        }
        for (String account : List.of("a", "b")) {
            accept(followups, account, STARTED);
        }
        assertThat(told).extracting(Finding::what).singleElement().asString().endsWith("(a)");
    }

    @Test
    void whatWasEnded_saysHowLongItLasted_andWhatHappenedMeanwhile() throws IOException {
        Trail trail = new Trail()
                .event("2026-07-01T03:00:00Z", "CreateUser", "early")
                .event("2026-07-01T03:10:00Z", "StopLogging", "alice")
                .event("2026-07-01T03:20:00Z", "CreateUser", "bob")
                .event("2026-07-01T03:30:00Z", "CreateUser", "carol")
                .event("2026-07-01T04:40:30Z", "StartLogging", "alice")
                .event("2026-07-01T05:00:00Z", "CreateUser", "late");
        assertThat(told("closed", trail))
                .containsExactly("Logging was off: for 1 h 30 min; meanwhile 2 other events (111122223333)");
    }

    @Test
    void twoOpenings_areOneState_fromTheFirst() throws IOException {
        Trail trail = new Trail()
                .event("2026-07-01T03:00:00Z", "StopLogging", "alice")
                .event("2026-07-01T04:00:00Z", "StopLogging", "alice")
                .event("2026-07-01T05:00:00Z", "StartLogging", "alice")
                .event("2026-07-01T06:00:00Z", "StartLogging", "alice");
        assertThat(told("closed", trail)).containsExactly("Logging was off: for 2 h (111122223333)");
    }

    @Test
    void statesOfTwoGroups_areKeptApart() throws IOException {
        Trail trail = new Trail()
                .event("2026-07-01T03:00:00Z", "StopLogging", "alice")
                .event("2026-07-01T04:00:00Z", "StopLogging", "bob")
                .event("2026-07-01T05:00:00Z", "StartLogging", "bob")
                .event("2026-07-01T08:00:00Z", "StartLogging", "alice");
        assertThat(told(RULES.replace("WHEN", "closed").replace("GROUP", "userIdentity.accessKeyId"), List.of(trail)))
                .containsExactly("Logging was off: for 5 h (ASIAalice)", "Logging was off: for 1 h (ASIAbob)");
    }

    @Test
    void stateOfAThing_namedByItsArnAndByItsName_isOne() throws IOException {
        String begun = new Trail()
                .event("2026-07-01T03:00:00Z", "StopLogging", "alice")
                .json()
                .replace("sg-1", "arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit");
        String other = new Trail()
                .event("o", "2026-07-01T04:00:00Z", "StartLogging", "alice", "203.0.113.7")
                .json()
                .replace("sg-1", "studio");
        String ended = new Trail()
                .event("e", "2026-07-01T05:00:00Z", "StartLogging", "alice", "203.0.113.7")
                .json()
                .replace("sg-1", "audit");
        Files.writeString(logs.resolve("begun.json"), begun);
        Files.writeString(logs.resolve("other.json"), other);
        Files.writeString(logs.resolve("ended.json"), ended);
        String rules = RULES.replace("WHEN", "closed");
        assertThat(told(rules.replace("GROUP", "requestParameters.groupId|last"), List.of()))
                .containsExactly("Logging was off: for 2 h (audit)");
        assertThat(told(rules.replace("GROUP", "requestParameters.groupId"), List.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "audit, audit",
        "arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit, audit",
        "service/harbour/pay, pay",
        "arn:aws:s3:::harbour-invoices, harbour-invoices",
        "a:b, a:b",
    })
    void endOfAValue_isWhatStandsBehindTheLastSlash_orOfAnArnBehindTheLastColon(String value, String counted) {
        assertThat(new GroupField("any", true).counted(value)).isEqualTo(counted);
        assertThat(new GroupField("any", false).counted(value)).isEqualTo(value);
    }

    @Test
    void neverEnded_withoutALimit_lastsUntilTheLogsEnd() throws IOException {
        Trail trail = new Trail()
                .event("2026-07-01T03:00:00Z", "StopLogging", "alice")
                .event("2026-07-01T03:00:30Z", "CreateUser", "bob");
        assertThat(told("not-closed", trail))
                .containsExactly(
                        "Logging was off: nothing changed that in the 30 s that the logs go on; meanwhile 1 other event (111122223333)");
        assertThat(told("closed", trail)).isEmpty();
    }

    @Test
    void closingWithoutOpening_isNothing() throws IOException {
        assertThat(told("closed", new Trail().event("2026-07-01T03:00:00Z", "StartLogging", "alice")))
                .isEmpty();
    }

    @Test
    void whatHadToComeFirst_andDidNot_isTold() throws IOException {
        String rules = ofAccount("not-preceded").replace("  when", "  within: 1h\n  when");
        Trail trail = new Trail()
                .event("2026-07-01T03:00:00Z", "StopLogging", "alice")
                .event("2026-07-01T04:00:00Z", "StartLogging", "alice")
                .event("2026-07-01T04:30:00Z", "StopLogging", "alice")
                .event("2026-07-01T06:00:00Z", "StopLogging", "alice");
        assertThat(told(rules, List.of(trail)))
                .containsExactly(
                        "Logging was off: nothing of the kind stands before it in the logs (111122223333)",
                        "Logging was off: the last one before it was 2 h earlier (111122223333)");
    }

    @Test
    void whatCameAfter_isToldEachTime_andIsWhatTheFindingIsAbout() throws IOException {
        Trail trail = new Trail()
                .event("2026-07-01T02:00:00Z", "StartLogging", "nobody")
                .event("2026-07-01T03:00:00Z", "StopLogging", "alice")
                .event("2026-07-01T04:00:00Z", "StartLogging", "bob")
                .event("2026-07-01T05:00:00Z", "StopLogging", "alice")
                .event("2026-07-01T07:00:00Z", "StartLogging", "carol")
                .event("2026-07-01T08:00:00Z", "StartLogging", "carol");
        assertThat(told("followed", trail))
                .containsExactly(
                        "Logging was off: 1 h after StopLogging by alice (111122223333)",
                        "Logging was off: 2 h after StopLogging by alice (111122223333)",
                        "Logging was off: 3 h after StopLogging by alice (111122223333)");
    }

    @Test
    void whatCameAfter_laterThanTheLimit_isNothing() throws IOException {
        String rules = ofAccount("followed").replace("  when", "  within: 1h\n  when");
        Trail trail = new Trail()
                .event("2026-07-01T03:00:00Z", "StopLogging", "alice")
                .event("2026-07-01T05:00:00Z", "StartLogging", "bob");
        assertThat(told(rules, List.of(trail))).isEmpty();
    }

    @Test
    void correlation_canOpen() throws IOException {
        String rules = ofAccount("closed").replace("opens: [stopped]", "opens: [two-users]");
        Trail trail = new Trail()
                .event("2026-07-01T03:00:00Z", "CreateUser", "alice")
                .event("2026-07-01T03:10:00Z", "CreateUser", "alice")
                .event("2026-07-01T03:40:00Z", "StartLogging", "alice");
        assertThat(told(rules, List.of(trail))).containsExactly("Logging was off: for 30 min (111122223333)");
    }

    @Test
    void manyStatesAtOnce_areBounded_andNoneIsLostInSilence() throws IOException {
        Trail trail = new Trail();
        Instant begin = Instant.parse("2026-07-01T00:00:00Z");
        int many = 20_050;
        for (int i = 0; i < many; i++) {
            trail.event(begin.plusSeconds(i).toString(), "StopLogging", "u" + i);
        }
        String rules = RULES.replace("WHEN", "not-closed").replace("GROUP", "userIdentity.accessKeyId");
        assertThat(told(rules, List.of(trail))).hasSize(many);
    }
}
