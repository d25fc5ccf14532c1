package io.breakwater.detect.cover.file;

import static io.breakwater.detect.cover.CoverPart.TICKET;
import static io.breakwater.detect.cover.file.CoverFileKit.awsEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.PartAnswer.State;
import io.breakwater.detect.cover.Verdict;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadFilesTest {
    private static final String TABLE = "Issue key,Assignee,Created,Updated,Custom field (Planned start),"
            + "Custom field (Planned end)\nOPS-1,Zoë,2026-07-01 00:00,2026-07-02 00:00,2026-07-01 03:00,2026-07-01 04:00\n";

    @TempDir
    Path folder;

    private CoverFileReport read(String text) throws IOException {
        return CoverFileKit.in(folder).read(text);
    }

    private static void covers(CoverFileKit kit) {
        assertThat(kit.judge(awsEvent("2026-07-01T03:20:00Z", "Zoë"))
                        .part(TICKET)
                        .name())
                .contains("OPS-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void everyEncodingOfExcel_isRead_withOrWithoutItsMark(String charset) throws IOException {
        String mark = charset.startsWith("UTF") ? "\uFEFF" : "";
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read(mark + TABLE, Charset.forName(charset));
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).hasSize(charset.equals("UTF-8") ? 0 : 1);
        covers(kit);
    }

    /** Aliases of aliases, a key nobody knows, no YAML at all: what it would have told is not known to be missing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ngrants: [*c,*c]\nnobody: 1",
                "grants: [",
                "tickets: {id: [[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]}"
            })
    void coverWrittenByHand_thatCannotBeRead_leavesEverythingUnknown_andNothingUncovered(String rest)
            throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        assertThat(kit.read("cover: 1\n" + rest + "\n").problems()).isNotEmpty();
        assertThat(kit.judge(awsEvent("2026-07-01T03:20:00Z", "Zoë")).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void utf16WithoutAMark_isRecognised() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        assertThat(kit.read(TABLE, StandardCharsets.UTF_16LE).notes()).containsExactly("read as UTF-16 without a mark");
        covers(kit);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void everySeparator_isFoundOut_evenWithTheOthersInTheText(String separator) throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        String text = TABLE.replace(",", separator).replace("Zoë", "\"Zoë;x,y|z\t\"");
        assertThat(kit.read(text).problems()).isEmpty();
        assertThat(kit.judge(awsEvent("2026-07-01T03:20:00Z", "Zoë"))
                        .part(TICKET)
                        .found())
                .isTrue();
    }

    @Test
    void hintForExcel_inTheFirstLine_isNoHead() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read("sep=;\n" + TABLE.replace(',', ';'));
        assertThat(report.problems()).isEmpty();
        assertThat(report.rows()).isEqualTo(1);
        covers(kit);
    }

    @Test
    void missingColumn_isNamed_withWhatWasProbablyMeant() throws IOException {
        CoverFileReport report = read("Issue keys,Created\nOPS-1,2026-07-01 00:00\n");
        assertThat(report.recognised()).isEmpty();
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("of jira.csv the column \"Issue key\" is missing, did you mean \"Issue keys\"?")
                .contains("Its columns are \"Issue keys, Created\"")
                .endsWith("add a mapping that says which is what");
    }

    @Test
    void fileOfUnknownKind_makesEverythingUnknown_notUncovered() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        kit.read("a,b\n1,2\n");
        assertThat(kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice")).verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void timeWithoutZone_isRefused_untilTheZoneIsSaid() throws IOException {
        CoverFileKit kit = new CoverFileKit(folder, CoverFileOptions.NONE);
        CoverFileReport report = kit.read(TABLE);
        assertThat(report.problems())
                .containsExactly("line 2: the time \"2026-07-01 00:00\" says no zone;"
                        + " add --timezone, such as --timezone UTC");
        assertThat(report.used()).isZero();
        assertThat(kit.judge(awsEvent("2026-07-01T03:20:00Z", "alice"))
                        .part(TICKET)
                        .state())
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void oneBadRecordAmongMany_isNamed_andTheOthersCount_butNothingIsCalledMissing() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read(TABLE + "OPS-2,x,yesterday,,,\n");
        assertThat(report.used()).isEqualTo(1);
        assertThat(report.problems())
                .containsExactly("line 3: \"yesterday\" is not a time; write it like 2026-07-01T03:12:00Z");
        covers(kit);
        assertThat(kit.judge(awsEvent("2026-07-01T12:00:00Z", "bob"))
                        .part(TICKET)
                        .why())
                .contains("could not be read in full: line 3");
    }

    @Test
    void repeatedRecords_countOnce() throws IOException {
        CoverFileReport report = read(TABLE + TABLE.lines().skip(1).findFirst().orElseThrow() + "\n");
        assertThat(report.rows()).isEqualTo(2);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.used()).isEqualTo(1);
    }

    @Test
    void formula_inPlaceOfAReference_isRefused_andNeverComputed() throws IOException {
        CoverFileReport report = read(TABLE.replace("OPS-1", "\"=HYPERLINK(\"\"http://x\"\",\"\"OPS-1\"\")\""));
        assertThat(report.problems()).singleElement().asString().contains("its id is a formula");
    }

    @ParameterizedTest
    @CsvSource({"'\"=\"\"OPS-1\"\"\"', OPS-1", "'=OPS', =OPS"})
    void textWrittenAsAFormula_isItsText(String cell, String id) throws IOException {
        CoverFileReport report = read(TABLE.replace("OPS-1", cell));
        assertThat(report.used()).isEqualTo(id.startsWith("=") ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "''~it is empty",
                "PK\u0003\u0004~it is a workbook or an archive; save the sheet as CSV (UTF-8)",
                "<html>~it is HTML or XML, perhaps a login page; export it again as CSV or JSON",
                "[]~it has no records",
                "{\"issues\":[]}~it has no records",
                "{\"a\":1}~its records are of no known kind; add a mapping that says which key is what",
                "[1]~its records are of no known kind; add a mapping that says which key is what",
                "{\"issues\":[{\"key\":~it is no JSON after record 0; the rest was not read"
            })
    void whatIsNoCover_isNamedForWhatItIs(String text, String problem) throws IOException {
        assertThat(read(text).problems()).contains(problem);
    }

    @Test
    void documentCutOff_keepsWhatCameBefore() throws IOException {
        CoverFileReport report =
                read("{\"issues\":[{\"key\":\"OPS-1\",\"fields\":{\"created\":\"2026-07-01T00:00:00Z\"}},{\"key\":");
        assertThat(report.used()).isEqualTo(1);
        assertThat(report.problems()).containsExactly("it is no JSON after record 1; the rest was not read");
    }

    @Test
    void hostileNesting_isRefused_withoutFalling() throws IOException {
        assertThat(read("[".repeat(100_000)).problems())
                .singleElement()
                .asString()
                .contains("nested too deep");
        assertThat(read("cover: 1\ngrants: " + "[".repeat(100_000)).problems())
                .singleElement()
                .asString()
                .contains("nested deeper");
    }

    @Test
    void quoteThatNeverCloses_endsTheTable_andIsSaid() throws IOException {
        CoverFileReport report = read(TABLE + "OPS-2,\"x,2026-07-01 00:00,,,\nOPS-3,y,2026-07-01 00:00,,,\n");
        assertThat(report.problems()).isNotEmpty();
    }

    @Test
    void fileThatIsNotThere_isSaidToBeUnreadable() {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read(folder.resolve("missing.csv"));
        assertThat(report.problems()).containsExactly("it cannot be read (NoSuchFileException)");
        assertThat(report.sha256()).isEmpty();
    }

    @Test
    void folder_isSaidToBeOne_withWhatToDo() throws IOException {
        assertThat(CoverFileKit.in(folder)
                        .read(Files.createDirectory(folder.resolve("d")))
                        .problems())
                .containsExactly("it is a folder; give its files, each with --cover");
    }

    @Test
    void manyProblems_areCounted_andNotAllTold() throws IOException {
        StringBuilder text = new StringBuilder(TABLE);
        for (int i = 0; i < 100; i++) {
            text.append("OPS-9").append(i).append(",x,never,,,\n");
        }
        List<String> problems = read(text.toString()).problems();
        assertThat(problems).hasSize(21).last().isEqualTo("further problems (80 times)");
    }

    @Test
    void grantThatEndsBeforeItBegins_isRefused() throws IOException {
        CoverFileReport report = read("""
                Time,Requestor,Action,Member,Role,Expiration
                2026-07-01 03:00:00,a,Activate,a,Owner,2026-07-01 02:00:00
                """);
        assertThat(report.problems()).singleElement().asString().contains("before it begins");
    }

    @Test
    void hash_isThatOfTheFile() throws IOException {
        assertThat(read("a,b\n").sha256()).isEqualTo(java.util.HexFormat.of().formatHex(digest("a,b\n")));
    }

    private static byte[] digest(String text) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
