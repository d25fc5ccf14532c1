package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.FileReport.Found;
import io.breakwater.detect.read.Logs.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables, as spreadsheets and query tools write them. */
class CsvCutterTest {
    private static String cell(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String rows(int count, String separator) {
        StringBuilder table = new StringBuilder("id" + separator + "eventJson\n");
        for (int i = 0; i < count; i++) {
            table.append(i).append(separator).append(cell(Logs.event(i))).append('\n');
        }
        return table.toString();
    }

    private static Found problem(Outcome read, Problem problem) {
        return read.file().problems().getOrDefault(problem, new Found(0, List.of(), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void separators_areRecognised(String separator) {
        Outcome read = Logs.read(rows(5, separator));
        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1, 2, 3, 4));
        assertThat(read.file().isClean()).isTrue();
    }

    @Test
    void linesInsideACell_doNotEndTheRow() {
        String pretty = Logs.event(1).replace(",\"", ",\r\n  \"");
        assertThat(Logs.read("a,eventJson\r\nx\ny," + cell(pretty) + "\r\n").ids())
                .isEqualTo(Logs.ids(1));
        assertThat(Logs.read("a,eventJson\n\"x\ny, \"\"z\"\"\"," + cell(pretty) + "\n")
                        .ids())
                .isEqualTo(Logs.ids(1));
    }

    @Test
    void emptyLinesAndEmptyCells_areNoRecords() {
        Outcome read = Logs.read("a,eventJson\n\n  \n," + cell(Logs.event(1)) + "\n\n");
        assertThat(read.ids()).isEqualTo(Logs.ids(1));
        assertThat(read.file().problems()).isEmpty();
    }

    @Test
    void rowWithMoreCellsThanColumns_isCounted_andTheRestIsRead() {
        String content = rows(2, ",") + "1,2,3\n" + "7," + cell(Logs.event(7)) + "\n";
        Outcome read = Logs.read(content);
        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1, 7));
        assertThat(problem(read, Problem.BROKEN_RECORD).at()).containsExactly((long) content.indexOf("1,2,3"));
    }

    @Test
    void quoteThatNeverEnds_losesItsLine_andTheRestIsRead() {
        Outcome read = Logs.read(rows(3, ",") + "4,\"never ends\n" + "5,plain\n" + "6," + cell(Logs.event(6)) + "\n");
        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1, 2, 6));
        assertThat(problem(read, Problem.TRUNCATED).count()).isEqualTo(1);
        assertThat(problem(read, Problem.UNKNOWN_RECORD).detail()).isEqualTo("id, eventJson");
    }

    @Test
    void rowLargerThanAnyRecord_isPassedOver_andTheRestIsRead() {
        String huge = "9,\"" + "x".repeat(Limits.RECORD_BYTES + 100) + "\"\n";
        Outcome read = Logs.read(rows(2, ",") + huge + "3," + cell(Logs.event(3)) + "\n");
        assertThat(read.ids()).containsSequence(Logs.ids(0, 1)).endsWith(Logs.id(3));
        assertThat(problem(read, Problem.RECORD_TOO_LARGE).count()).isEqualTo(1);
    }

    @Test
    void tableOfSomethingElse_isNamedByItsColumns() {
        Outcome read = Logs.read("name,price\nbread,3\nwater,1\n");
        assertThat(read.events()).isEmpty();
        assertThat(problem(read, Problem.UNKNOWN_RECORD)).isEqualTo(new Found(2, List.of(11L, 19L), "name, price"));
    }

    @Test
    void tableWithoutRows_isEmpty() {
        assertThat(Logs.read("id,eventJson\n").file().isClean()).isTrue();
    }

    @Test
    void eventInItsColumns_isRead() {
        Outcome read = Logs.read("eventTime,eventSource,eventName,awsRegion,eventID,readOnly,userIdentity\n"
                + "2026-08-01T03:00:00Z,iam.amazonaws.com,CreateUser,us-east-1," + Logs.id(4) + ",true,"
                + cell("{\"type\":\"Root\"}") + "\n");
        assertThat(read.ids()).isEqualTo(Logs.ids(4));
        assertThat(read.events().get(0).principal().kind()).isEqualTo("Root");
        assertThat(read.events().get(0).raw().json()).contains("\"readOnly\":true");
    }
}
