package io.breakwater.detect.cover.file;

import static io.breakwater.detect.cover.file.CoverFileKit.awsEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.cover.PartAnswer;
import io.breakwater.detect.cover.PartAnswer.State;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each word of a mapping does to a record. */
class MappedFieldsTest {
    private static final String GRANTS = """
            mapping: grants.csv
            row: grant
            recognise: [id]
            timezone: UTC
            longest: PT2H
            fields:
              id: id
              who: [who, deputy]
              from: from
              to: to
              duration: lasts
              account: account
              address: address
              ticket: ticket
            only: {kind: [emergency*]}
            unless: {state: [refused]}
            unnamed: {holder: [group]}
            """;
    private static final String HEAD = "id,who,deputy,from,to,lasts,account,address,ticket,kind,state,holder\n";
    private static final String TIME = "2026-07-01T03:20:00Z";

    @TempDir
    Path folder;

    private PartAnswer grant(String row) throws Exception {
        CoverFileKit kit = CoverFileKit.in(folder).withMapping(GRANTS);
        kit.read(HEAD + row + "\n");
        return kit.judge(awsEvent(TIME, "alice")).part(CoverPart.GRANT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "G,alice,,2026-07-01 03:00,2026-07-01 04:00,,,,,emergency,,~FOUND",
                "G,bob,alice,2026-07-01 03:00,2026-07-01 04:00,,,,,emergency,,~FOUND",
                "G,bob; alice ;carol,,2026-07-01 03:00,2026-07-01 04:00,,,,,emergency,,~FOUND",
                "G,bob,,2026-07-01 03:00,2026-07-01 04:00,,,,,emergency,,~MISSING",
                "G,alice,,2026-07-01 03:00,,1,,,,emergency,,~FOUND",
                "G,alice,,2026-07-01 03:00,,PT10M,,,,emergency,,~MISSING",
                "G,alice,,2026-07-01 01:30,,,,,,emergency,,~FOUND",
                "G,alice,,2026-07-01 01:00,,,,,,emergency,,~MISSING",
                "G,alice,,2026-07-01 03:00,2026-07-01 04:00,,\"1, 111122223333\",,,emergency,,~FOUND",
                "G,alice,,2026-07-01 03:00,2026-07-01 04:00,,444455556666,,,emergency,,~MISSING",
                "G,alice,,2026-07-01 03:00,2026-07-01 04:00,,,203.0.113.0/24,,emergency,,~FOUND",
                "G,alice,,2026-07-01 03:00,2026-07-01 04:00,,,198.51.100.0/24,,emergency,,~MISSING",
                "G,alice,,2026-07-01 03:00,2026-07-01 04:00,,,,,Emergency change,,~FOUND",
                "G,alice,,2026-07-01 03:00,2026-07-01 04:00,,,,,routine,,~MISSING",
                "G,alice,,2026-07-01 03:00,2026-07-01 04:00,,,,,emergency,REFUSED,~MISSING",
                "G,admins,,2026-07-01 03:00,2026-07-01 04:00,,,,,emergency,,group~UNKNOWN"
            })
    void word_doesWhatItSays(String row, State state) throws Exception {
        PartAnswer answer = grant(row);
        boolean outsideOfTheOneRecord = answer.why().startsWith("the event is outside of what was exported");
        assertThat(outsideOfTheOneRecord ? State.MISSING : answer.state())
                .as(answer.why())
                .isEqualTo(state);
    }

    @Test
    void recordWithoutId_isNamedByItsPlace() throws Exception {
        PartAnswer answer = grant(",alice,,2026-07-01 03:00,2026-07-01 04:00,,,,,emergency,,");
        assertThat(answer.name()).hasValueSatisfying(name -> assertThat(name).endsWith(" line 2"));
    }

    @Test
    void ticketOfAGrant_thatIsAFormula_isRefused() throws Exception {
        CoverFileKit kit = CoverFileKit.in(folder).withMapping(GRANTS);
        CoverFileReport report = kit.read(HEAD + "G,alice,,2026-07-01 03:00,2026-07-01 04:00,,,,=1+1,emergency,,\n");
        assertThat(report.problems()).singleElement().asString().contains("its ticket is a formula: \"=1+1\"");
    }

    @Test
    void setAside_used_andRefused_addUp() throws Exception {
        CoverFileKit kit = CoverFileKit.in(folder).withMapping(GRANTS);
        CoverFileReport report = kit.read(HEAD
                + "A,a,,2026-07-01 03:00,2026-07-01 04:00,,,,,emergency,,\n"
                + "B,a,,2026-07-01 03:00,2026-07-01 04:00,,,,,routine,,\n"
                + "C,a,,never,,,,,,emergency,,\n"
                + "A,a,,2026-07-01 03:00,2026-07-01 04:00,,,,,emergency,,\n"
                + ",,,,,,,,,,,\n");
        assertThat(report.rows()).isEqualTo(4);
        assertThat(report.used()).isEqualTo(1);
        assertThat(report.setAside()).isEqualTo(1);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.problems()).hasSize(1);
        assertThat(report.isClean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "abc, ABC, true",
        "a*c, abbbC, true",
        "*, anything, true",
        "a*, ba, false",
        "a.c, abc, false",
        "*b*, abc, true"
    })
    void value_mayHoldStars_andLetterCaseDoesNotCount(String glob, String value, boolean matches) {
        assertThat(Glob.matches(glob, value)).isEqualTo(matches);
    }
}
