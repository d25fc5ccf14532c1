package io.breakwater.detect.cover.file;

import static io.breakwater.detect.cover.CoverPart.APPROVAL;
import static io.breakwater.detect.cover.CoverPart.GRANT;
import static io.breakwater.detect.cover.CoverPart.INCIDENT;
import static io.breakwater.detect.cover.CoverPart.TICKET;
import static io.breakwater.detect.cover.file.CoverFileKit.awsEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.PartAnswer.State;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.model.BreakwaterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnCoverTest {
    private static final String WHOLE = """
            # What happened in the night of 1 July.
            cover: 1
            people:
              - [alice, alice@example.com, "Alice Smith"]
            incidents:
              - id: INC-1
                from: 2026-07-01T03:12:00Z
                to: 2026-07-01T05:00:00Z
                ticket: CHG-7
            tickets:
              - id: CHG-7
                from: 2026-07-01T03:12:00Z
                requester: alice
                approvals:
                  - {by: "bob@example.com", at: 2026-07-01T03:15:00Z}
            grants:
              - id: G-1
                who: alice
                from: 2026-07-01T03:15:00Z
                to: 2026-07-01T04:00:00Z
                account: ["111122223333"]
                incident: INC-1
            """;

    private static final String MAPPING = """
            mapping: changes.csv
            system: Change book
            row: ticket
            recognise: [Nr, Wer]
            timezone: Europe/Berlin
            fields:
              id: Nr
              who: Wer
              from: Von
              to: Bis
              approved-by: Freigabe
              approved-at: Freigabe am
            cancelled:
              Status: [storniert*]
            """;

    @TempDir
    Path folder;

    @Test
    void coverWrittenByHand_coversTheEvent() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read(WHOLE);
        assertThat(report.recognised()).isEqualTo("cover.yaml");
        assertThat(report.problems()).isEmpty();
        CoverAnswer answer = kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice@example.com"));
        assertThat(answer.parts()).allMatch(part -> part.found());
        assertThat(answer.verdict()).isEqualTo(Verdict.COVERED);
    }

    @Test
    void coverWrittenByHand_isAllThereIs_soWhatIsNotInItIsMissing() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        kit.read(WHOLE);
        CoverAnswer answer = kit.judge(awsEvent("2026-08-01T03:20:00Z", "carol"));
        assertThat(answer.verdict()).isEqualTo(Verdict.UNCOVERED);
    }

    @Test
    void coverWrittenByHand_mayBoundWhatItIsCompleteFor() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        kit.read(WHOLE + "complete: {from: 2026-07-01T00:00:00Z, to: 2026-07-31T00:00:00Z}\n");
        assertThat(kit.judge(awsEvent("2026-08-01T03:20:00Z", "carol")).verdict())
                .isEqualTo(Verdict.UNKNOWN);
        assertThat(kit.judge(awsEvent("2026-07-02T03:20:00Z", "carol")).verdict())
                .isEqualTo(Verdict.UNCOVERED);
    }

    @Test
    void approverUnderAnotherNameOfTheRequester_doesNotCount() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        kit.read(WHOLE.replace("bob@example.com", "Alice Smith"));
        assertThat(kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice@example.com"))
                        .missing())
                .containsExactly(APPROVAL);
    }

    @Test
    void drillWrittenByHand_isADrill() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        kit.read(WHOLE.replace("ticket: CHG-7\n", "ticket: CHG-7\n    drill: true\n"));
        assertThat(kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice")).verdict())
                .isEqualTo(Verdict.DRILL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "grants:~grant:~there is no list \"grant\"; did you mean grants?",
                "who: alice~whoo: alice~grants[0]: there is no key \"whoo\"; did you mean who?",
                "cover: 1~cover: 2~it has to begin with `cover: 1`, the version of its form",
                "by:~from:~tickets[0]: there is no key of an approval \"from\"; there are by, at",
                "id: CHG-7~ticket: CHG-8~tickets[0]: it has no id ([id])",
                "- id: G-1~- grant~grants[0]: there is no"
            })
    void mistake_isNamedWithItsPlace_andWhatWasProbablyMeant(String right, String wrong, String problem)
            throws IOException {
        CoverFileReport report = CoverFileKit.in(folder).read(WHOLE.replace(right, wrong));
        assertThat(report.problems()).isNotEmpty();
        if (!right.startsWith("-")) {
            assertThat(report.problems()).contains(problem);
        }
    }

    @Test
    void ownTable_isReadByItsMapping() throws Exception {
        CoverFileKit kit = CoverFileKit.in(folder).withMapping(MAPPING);
        CoverFileReport report = kit.read("""
                Nr;Wer;Von;Bis;Freigabe;Freigabe am;Status
                A-1;alice;2026-07-01 05:00;2026-07-01 06:00;bob;2026-07-01 04:00;erledigt
                A-2;carol;2026-07-01 05:00;2026-07-01 06:00;;;Storniert am 1.
                """);
        assertThat(report.recognised()).isEqualTo("changes.csv");
        CoverAnswer answer = kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice"));
        assertThat(answer.part(TICKET).name()).contains("A-1");
        assertThat(answer.part(APPROVAL).name()).contains("bob");
        assertThat(kit.judge(awsEvent("2026-07-01T03:20:00Z", "carol"))
                        .part(TICKET)
                        .state())
                .isNotEqualTo(State.FOUND);
    }

    @Test
    void ownDocument_isReadByItsMapping_underPaths() throws Exception {
        CoverFileKit kit = CoverFileKit.in(folder).withMapping("""
                        mapping: tool.json
                        row: incident
                        recognise: [incident.ref]
                        fields: {id: incident.ref, from: incident.opened, to: incident.closed, account: scope.accounts}
                        """);
        CoverFileReport report = kit.read("""
                {"incident":{"ref":"I-9","opened":"2026-07-01T03:00:00Z","closed":"2026-07-01T04:00:00Z"},
                 "scope":{"accounts":["111122223333","444455556666"]}}
                """);
        assertThat(report.used()).isEqualTo(1);
        assertThat(kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice"))
                        .part(INCIDENT)
                        .name())
                .contains("I-9");
        assertThat(kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice"))
                        .part(GRANT)
                        .found())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "fields:~felds:~there is no key \"felds\"; did you mean fields?",
                "row: ticket~row: tickets~row is \"tickets\"; did you mean ticket?",
                "who: Wer~whoo: Wer~there is no field \"whoo\"; did you mean who?",
                "Europe/Berlin~Mars~timezone is not known: [Mars]; write it like UTC or Europe/Berlin",
                "mapping: changes.csv~unless: {}~the mapping needs one value for mapping"
            })
    void mistakeInAMapping_isNamed_withWhatWasProbablyMeant(String right, String wrong, String message)
            throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), MAPPING.replace(right, wrong));
        assertThatThrownBy(() -> MappingReader.of(file))
                .isInstanceOf(BreakwaterException.class)
                .hasMessageEndingWith(message);
    }

    @Test
    void mapping_isToldFromCover_byItsFirstKey() throws IOException {
        assertThat(CoverFiles.isMapping(Files.writeString(folder.resolve("a"), "# mine\n---\n" + MAPPING)))
                .isTrue();
        assertThat(CoverFiles.isMapping(Files.writeString(folder.resolve("b"), WHOLE)))
                .isFalse();
        assertThat(CoverFiles.isMapping(folder.resolve("none"))).isFalse();
    }

    @Test
    void everyMappingOfOurs_canBeRead_andNamesWhatItGives() {
        assertThat(MappingReader.ours()).hasSize(16).allSatisfy(mapping -> {
            assertThat(mapping.recognise()).isNotEmpty();
            assertThat(mapping.columns()).isNotEmpty();
            assertThat(mapping.name()).matches("[a-z-]+\\.(csv|json)");
        });
    }
}
