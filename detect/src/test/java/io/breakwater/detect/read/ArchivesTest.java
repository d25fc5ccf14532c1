package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.Logs.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs as people hand them on: zipped folders, compressed twice, in the encodings of their tools. */
class ArchivesTest {
    private static final String DELIVERED = "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/08/01/"
            + "111122223333_CloudTrail_eu-west-1_20260801T0305Z_AbCdEfGhIjKlMnOp.json.gz";

    @TempDir
    Path folder;

    private static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Outcome read(byte[] content) throws IOException {
        return Logs.read(Files.write(folder.resolve("logs.zip"), content));
    }

    @Test
    void zippedFolder_isRead_eachFileUnderItsOwnName() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("AWSLogs/", new byte[0]);
        files.put(DELIVERED, Logs.gz("{\"Records\":[" + Logs.event(1) + "]}"));
        files.put("__MACOSX/._a.json", new byte[] {0, 5, 22, 7});
        files.put("a.json", utf8(Logs.event(2)));
        Outcome read = read(zip(files));
        assertThat(read.ids()).isEqualTo(Logs.ids(1, 2));
        assertThat(read.events().get(0).where().source()).endsWith("logs.zip/" + DELIVERED);
        assertThat(read.events().get(0).delivered()).contains(Instant.parse("2026-08-01T03:05:00Z"));
        assertThat(read.report().problems()).isEmpty();
        assertThat(read.report().files()).extracting(FileReport::records).containsExactly(0L, 1L, 1L);
        assertThat(read.file().sha256()).hasSize(64);
    }

    @Test
    void archiveAndWhatIsInIt_areOneDelivery() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(DELIVERED, Logs.gz("{\"Records\":[" + Logs.event(1) + ",{\"eventVersion\":]}"));
        files.put("b.json", utf8(Logs.event(90)));
        Outcome read = read(zip(files));
        FileReport whole = read.report().whole();
        assertThat(whole.name()).endsWith("logs.zip");
        assertThat(whole.sha256()).isEqualTo(read.file().sha256());
        assertThat(whole.records()).isEqualTo(2);
        assertThat(whole.problems()).containsKeys(Problem.BROKEN_RECORD);
        assertThat(whole.first()).contains(Instant.parse("2026-08-01T03:00:01Z"));
        assertThat(whole.last()).contains(Instant.parse("2026-08-01T03:01:30Z"));
        assertThat(whole.delivered()).contains(Instant.parse("2026-08-01T03:05:00Z"));
        assertThat(whole.formats()).containsOnly(Map.entry("aws.cloudtrail", 2L));
    }

    @Test
    void archiveInAnArchive_orAWorkbook_isNamedWithWhatToDo() throws IOException {
        Outcome nested = read(zip(Map.of("inner.zip", zip(Map.of("a.json", utf8(Logs.event(1)))))));
        assertThat(detail(nested, 1, Problem.UNRECOGNISED)).startsWith("an archive in an archive: unpack it");
        Outcome workbook = read(zip(Map.of("[Content_Types].xml", utf8("<Types/>"))));
        assertThat(detail(workbook, 0, Problem.UNRECOGNISED)).contains("save the sheet as CSV");
    }

    private static String detail(Outcome read, int file, Problem problem) {
        return read.report().files().get(file).problems().get(problem).detail();
    }

    @Test
    void archiveWithAPassword_saysSo() throws IOException {
        byte[] zip = zip(Map.of("a.json", utf8(Logs.event(1))));
        zip[6] |= 1; // the flag of an encrypted entry in its local header (APPNOTE 4.4.4)
        assertThat(detail(read(zip), 0, Problem.UNRECOGNISED)).startsWith("encrypted: unpack it with its password");
    }

    @Test
    void archiveCutAnywhere_throwsNothing_andIsNeverTakenForWhole() throws IOException {
        byte[] zip = zip(Map.of("a.json", utf8(Logs.records(40))));
        for (int length = 4; length < zip.length; length += 97) {
            Outcome read = read(Arrays.copyOf(zip, length));
            boolean whole = read.events().size() == 40;
            assertThat(whole || !read.report().problems().isEmpty())
                    .as("cut at " + length)
                    .isTrue();
        }
    }

    @Test
    void damagedFileInAnArchive_isToldWithItsName() throws IOException {
        byte[] zip = zip(Map.of("a.json", utf8(Logs.records(400))));
        zip[zip.length / 2] ^= 0x55;
        Outcome read = read(zip);
        assertThat(read.report().problems()).isNotEmpty();
        assertThat(read.report().files().stream()
                        .filter(file -> !file.isClean())
                        .map(FileReport::name))
                .anyMatch(name -> name.endsWith("logs.zip/a.json"));
    }

    @Test
    void bombInAnArchive_isDefused_andSoIsOneInTwoLayers() throws IOException {
        byte[] blanks = new byte[258 << 20];
        Arrays.fill(blanks, (byte) ' ');
        assertThat(read(zip(Map.of("a.json", blanks))).report().problems()).containsKey(Problem.BOMB);
        byte[] member = Logs.gz(Arrays.copyOf(blanks, 1 << 20));
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 258; i++) {
            members.writeBytes(member);
        }
        assertThat(Logs.read(Logs.gz(members.toByteArray())).report().problems())
                .containsKey(Problem.BOMB);
    }

    @Test
    void gzipInGzip_isUnpackedTwice_withEitherInflater() throws IOException {
        byte[] twice = Logs.gz(Logs.gz(Logs.records(3)));
        assertThat(Logs.read(twice).ids()).isEqualTo(Logs.ids(0, 1, 2));
        assertThat(Logs.read(twice).report().problems()).isEmpty();
        Outcome zipped = read(zip(Map.of("a.gz", twice)));
        assertThat(zipped.ids()).isEqualTo(Logs.ids(0, 1, 2));
    }

    @Test
    void innerGzipThatIsCut_isToldAsCut() {
        byte[] inner = Logs.gz(Logs.records(500));
        Outcome read = Logs.read(Logs.gz(Arrays.copyOf(inner, inner.length / 2)));
        assertThat(read.report().problems()).containsKey(Problem.TRUNCATED);
        assertThat(read.events()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16WithoutAMark_isReadAllTheSame(String charset) {
        Outcome read = Logs.read(Logs.records(2).getBytes(Charset.forName(charset)));
        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1));
        assertThat(read.report().problems()).isEmpty();
    }

    @Test
    void tarArchive_alsoCompressed_isNamedWithItsCommand() {
        byte[] tar = new byte[1024];
        System.arraycopy(utf8("logs/a.json"), 0, tar, 0, 11);
        System.arraycopy(utf8("ustar"), 0, tar, 257, 5);
        assertThat(detail(Logs.read(Logs.gz(tar)), 0, Problem.UNRECOGNISED)).contains("tar -xf FILE");
    }
}
