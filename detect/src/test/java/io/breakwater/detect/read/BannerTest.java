package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.Logs.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BannerTest {
    private static final String TWO = Logs.event(0) + "\n" + Logs.event(1) + "\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mara@bastion:~$ jq -c .Records[] trail.json",
                "# exported by mara, on 2026-08-01; do not edit",
                "// exported",
                "Exported events:\tall",
                "Auszug aus dem Protokoll für die Prüfung",
            })
    void lineBeforeTheFirstRecord_isCounted_andTheRestIsRead(String line) {
        Outcome read = Logs.read(line + "\n" + TWO);

        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.NOT_AN_OBJECT);
        assertThat(read.file().problems().get(Problem.NOT_AN_OBJECT).detail())
                .isEqualTo("a line of text before the first record");
    }

    @Test
    void severalLines_areEachCounted_whereTheyStand_butForEmptyOnes() {
        Outcome read = Logs.read("# one\r\n\r\n# three\r\n" + TWO);

        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1));
        assertThat(read.file().problems().get(Problem.NOT_AN_OBJECT).at()).isEqualTo(List.of(0L, 9L));
    }

    @Test
    void compressedAndWithAByteOrderMark_itIsReadAlike() {
        assertThat(Logs.read(Logs.gz("# comment\n" + TWO)).ids()).isEqualTo(Logs.ids(0, 1));
        assertThat(Logs.read("\ufeff# comment\n" + TWO).ids()).isEqualTo(Logs.ids(0, 1));
    }

    @Test
    void lastRecordWithoutALineEnd_isReadToo() {
        assertThat(Logs.read("# comment\n" + Logs.event(0)).ids()).isEqualTo(Logs.ids(0));
    }

    @Test
    void linesAmongTheRecords_areCountedAsBefore() {
        Outcome read = Logs.read("$ one\n" + Logs.event(0) + "\n$ two\n" + Logs.event(1) + "\n$ ");

        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.NOT_AN_OBJECT);
        assertThat(read.file().problems().get(Problem.NOT_AN_OBJECT).count()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notes\n{\"a\":1}\n{\"b\":2}\n",
                "notes\n{\"eventVersion\":\"1.11\",\n",
                "notes\n{not json}\n",
                "notes about\n[a link](http://example.com)\n",
                "notes\nmore notes\n",
            })
    void textThatHoldsNoRecord_isNoLog(String text) {
        assertThat(Logs.read(text).file().problems()).containsOnlyKeys(Problem.UNRECOGNISED);
    }

    @Test
    void recordInTheMiddleOfALine_isQuotedThere_andNoLog() {
        assertThat(Logs.read("we saw\n" + Logs.event(0) + " which was odd\n")
                        .file()
                        .problems())
                .containsOnlyKeys(Problem.UNRECOGNISED);
        assertThat(Logs.read("we saw " + Logs.event(0)).file().problems()).containsOnlyKeys(Problem.UNRECOGNISED);
    }

    @Test
    void bytesThatAreNoText_areNoBanner_whateverFollows() {
        assertThat(Logs.read("a\0b\n" + TWO).file().problems()).containsOnlyKeys(Problem.UNRECOGNISED);
        assertThat(Logs.read("\1\2\3\n" + TWO).file().problems()).containsOnlyKeys(Problem.UNRECOGNISED);
    }

    @Test
    void moreTextThanABanner_isNoLog() {
        assertThat(Logs.read("x\n".repeat(33) + TWO).file().problems()).containsOnlyKeys(Problem.UNRECOGNISED);
        assertThat(Logs.read("x\n".repeat(32) + TWO).ids()).isEqualTo(Logs.ids(0, 1));
        assertThat(Logs.read("x".repeat(20_000) + "\n" + TWO).file().problems()).containsOnlyKeys(Problem.UNRECOGNISED);
    }

    @Test
    void tableOfRecords_staysATable() {
        Outcome read = Logs.read("message\n" + TWO);

        assertThat(read.file().problems()).doesNotContainKey(Problem.NOT_AN_OBJECT);
    }
}
