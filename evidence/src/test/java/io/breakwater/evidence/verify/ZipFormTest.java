package io.breakwater.evidence.verify;

import static io.breakwater.evidence.verify.SealedPackCase.entry;
import static io.breakwater.evidence.verify.SealedPackCase.names;
import static io.breakwater.evidence.verify.SealedPackCase.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.evidence.pack.Forge;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.verify.VerificationException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R67: what a zip can say besides what a pack says, field by field, in the directory and in the local headers. */
class ZipFormTest {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;

    @TempDir
    static Path work;

    private static TestHouse house;
    private static Path pack;
    private static byte[] sealed;

    @BeforeAll
    static void seal() throws IOException {
        house = new TestHouse(work);
        pack = house.file(
                house.seal(new SampleIncident(house, "0007", "Short").declare().id()));
        sealed = Files.readAllBytes(pack);
    }

    private static ByteBuffer copy() {
        return ByteBuffer.wrap(sealed.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the record of this signature that names the file begins. */
    private static int find(int signature, String name) {
        ByteBuffer bytes = copy();
        byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
        int header = signature == LOCAL ? 30 : 46;
        for (int at = 0; at + header + wanted.length <= sealed.length; at++) {
            if (bytes.getInt(at) == signature
                    && Arrays.equals(sealed, at + header, at + header + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("no record " + Integer.toHexString(signature) + " of " + name);
    }

    private static void refusedAs(Kind kind, ByteBuffer zip, String sentence) throws IOException {
        Path file = work.resolve("hostile.zip");
        Files.write(file, zip.array());
        refused(kind, () -> house.verify(file), sentence);
    }

    @ParameterizedTest
    @CsvSource({
        // offset in the directory's entry, value: what it would mean
        "4, 0x0314, made by Unix: the mode of a link can follow",
        "6, 0x002d, needs version 4.5",
        "8, 0x0001, encrypted",
        "8, 0x0008, lengths follow the data",
        "8, 0x0040, strongly encrypted",
        "8, 0x0800, the name is UTF-8",
        "10, 0x000c, packed with bzip2",
        "10, 0x0063, encrypted with AES",
        "12, 0x1234, a time",
        "14, 0x5a21, a day in 2025",
        "30, 0x0004, an extra field",
        "32, 0x0001, a remark on the file",
        "34, 0x0001, on another disk",
        "36, 0x0001, said to be text",
        "38, 0x0010, said to be a folder",
        "40, 0xa1ff, a symbolic link",
    })
    void fieldOfTheDirectory_thatNoPackHas_isRefused(int offset, String value, String meaning) throws IOException {
        ByteBuffer zip = copy();
        zip.putShort(
                find(CENTRAL, PackNames.FACTS) + offset, Integer.decode(value).shortValue());
        refusedAs(Kind.UNREADABLE, zip, PackNames.FACTS);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0x002d, needs version 4.5",
        "6, 0x0001, encrypted",
        "6, 0x0008, lengths follow the data",
        "8, 0x0063, encrypted with AES",
        "10, 0x1234, a time",
        "12, 0x5a21, a day in 2025",
        "14, 0x0001, another checksum",
        "18, 0x0001, another packed length",
        "22, 0x0001, another length",
        "28, 0x0004, an extra field",
    })
    void localHeader_thatContradictsTheDirectory_isRefused(int offset, String value, String meaning)
            throws IOException {
        ByteBuffer zip = copy();
        int at = find(LOCAL, PackNames.FACTS) + offset;
        zip.putShort(at, (short) (zip.getShort(at) ^ Integer.decode(value)));
        refusedAs(Kind.UNREADABLE, zip, "The header of facts.ndjson and the directory say different things.");
    }

    @Test
    void encryptedInBothPlaces_isRefused() throws IOException {
        ByteBuffer zip = copy();
        zip.putShort(find(CENTRAL, PackNames.FACTS) + 8, (short) 1);
        zip.putShort(find(LOCAL, PackNames.FACTS) + 6, (short) 1);
        refusedAs(Kind.UNREADABLE, zip, "The directory entry of facts.ndjson is not in the form of a pack.");
    }

    @Test
    void checksum_thatIsWrongInBothPlaces_isRefused() throws IOException {
        ByteBuffer zip = copy();
        int wrong = zip.getInt(find(CENTRAL, PackNames.FACTS) + 16) ^ 1;
        zip.putInt(find(CENTRAL, PackNames.FACTS) + 16, wrong);
        zip.putInt(find(LOCAL, PackNames.FACTS) + 14, wrong);
        // The checksum is the only thing that is wrong: the manifest's hash of the zip shows it.
        refusedAs(Kind.FILE_ALTERED, zip, "packed again by somebody else");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1, 1_000_000, -100})
    void length_thatIsWrongInBothPlaces_isRefused(int off) throws IOException {
        ByteBuffer zip = copy();
        int wrong = zip.getInt(find(CENTRAL, PackNames.FACTS) + 24) + off;
        zip.putInt(find(CENTRAL, PackNames.FACTS) + 24, wrong);
        zip.putInt(find(LOCAL, PackNames.FACTS) + 22, wrong);
        refusedAs(Kind.FILE_ALTERED, zip, PackNames.FACTS);
    }

    @Test
    void filesThatOverlap_areRefused() throws IOException {
        ByteBuffer zip = copy();
        int first = zip.getInt(find(CENTRAL, PackNames.CHECKPOINT) + 42);
        zip.putInt(find(CENTRAL, PackNames.FACTS) + 42, first);
        refusedAs(Kind.UNREADABLE, zip, "facts.ndjson does not follow the file before it.");
    }

    @Test
    void offsetBeyondTheFile_isRefused() throws IOException {
        ByteBuffer zip = copy();
        zip.putInt(find(CENTRAL, PackNames.FACTS) + 42, -1);
        refusedAs(Kind.UNREADABLE, zip, "facts.ndjson does not follow the file before it.");
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1, The zip's end record is not in the form of a pack",
        "6, 1, The zip's end record is not in the form of a pack",
        "8, 0, its end record speaks of 0 files",
        "8, 1, The zip's end record is not in the form of a pack",
        "10, 1, The zip's end record is not in the form of a pack",
        "12, 1, The zip's end record is not in the form of a pack",
        "20, 5, The zip's end record is not in the form of a pack",
    })
    void endRecord_thatNoPackHas_isRefused(int offset, short value, String sentence) throws IOException {
        ByteBuffer zip = copy();
        int end = sealed.length - 22;
        assertThat(zip.getInt(end)).isEqualTo(END);
        zip.putShort(end + offset, value);
        refusedAs(Kind.UNREADABLE, zip, sentence);
    }

    @Test
    void zip64_thatIsOnlySaid_isRefused() throws IOException {
        ByteBuffer zip = copy();
        int end = sealed.length - 22;
        zip.putShort(end + 8, (short) 0xFFFF).putShort(end + 10, (short) 0xFFFF);
        zip.putInt(end + 12, -1).putInt(end + 16, -1);
        refusedAs(Kind.UNREADABLE, zip, "");
    }

    /** The directory and the end record for files whose headers say whatever they say. */
    private static ByteBuffer withZip64Records(long files, long offset) {
        ByteBuffer zip = ByteBuffer.allocate(sealed.length + 76).order(ByteOrder.LITTLE_ENDIAN);
        zip.put(sealed, 0, sealed.length - 22);
        zip.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        zip.putLong(files).putLong(files).putLong(0).putLong(offset);
        zip.putInt(0x07064b50).putInt(0).putLong(sealed.length - 22L).putInt(1);
        zip.putInt(END)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) -1)
                .putShort((short) -1);
        return zip.putInt(-1).putInt(-1).putShort((short) 0);
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807, 0", "-1, 0", "0, 0", "65537, 0", "65535, -1", "65535, 9223372036854775807"})
    void zip64_thatSpeaksOfImpossibleNumbers_isRefused(long files, long offset) throws IOException {
        refusedAs(Kind.UNREADABLE, withZip64Records(files, offset), "speaks of " + files + " files");
    }

    @Test
    void zip64_forFewFiles_isRefused() throws IOException {
        refusedAs(Kind.UNREADABLE, withZip64Records(12, 100), "");
    }

    @Test
    void bytesBetweenTheFilesAndTheDirectory_areRefused() throws IOException {
        int directory = copy().getInt(sealed.length - 22 + 16);
        ByteBuffer zip = ByteBuffer.allocate(sealed.length + 3).order(ByteOrder.LITTLE_ENDIAN);
        zip.put(sealed, 0, directory).put(new byte[3]).put(sealed, directory, sealed.length - directory);
        zip.putInt(zip.capacity() - 22 + 16, directory + 3);
        refusedAs(Kind.UNREADABLE, zip, "The zip holds bytes that belong to no file.");
    }

    @Test
    void bytesBetweenTheDirectoryAndItsEnd_areRefused() throws IOException {
        int end = sealed.length - 22;
        ByteBuffer zip = ByteBuffer.allocate(sealed.length + 3).order(ByteOrder.LITTLE_ENDIAN);
        zip.put(sealed, 0, end).put(new byte[3]).put(sealed, end, 22);
        int length = zip.getInt(end + 3 + 12) + 3;
        zip.putInt(end + 3 + 12, length);
        refusedAs(Kind.UNREADABLE, zip, "The zip holds bytes that belong to no file.");
    }

    @Test
    void bytesAfterTheFile_andOnesThatLookLikeAnotherEnd_areRefused() throws IOException {
        ByteBuffer zip = ByteBuffer.allocate(sealed.length + 22);
        zip.put(sealed).put(sealed, sealed.length - 22, 22);
        refusedAs(Kind.UNREADABLE, zip, "");
    }

    @Test
    void filesOutOfOrder_areRefused() throws IOException {
        List<String> names = new ArrayList<>(names(pack));
        Collections.swap(names, 1, 2);
        Path swapped = work.resolve("swapped.zip");
        Forge.raw(swapped, names, names.stream().map(name -> entry(pack, name)).toList());
        refused(Kind.UNREADABLE, () -> house.verify(swapped), "out of order");
    }

    @Test
    void manifestThatIsNotTheLast_isRefused() throws IOException {
        List<String> names = new ArrayList<>(names(pack));
        names.remove(PackNames.MANIFEST);
        names.add(3, PackNames.MANIFEST);
        Path early = work.resolve("early.zip");
        Forge.raw(early, names, names.stream().map(name -> entry(pack, name)).toList());
        refused(Kind.UNREADABLE, () -> house.verify(early), "out of order");
    }

    @Test
    void packWithoutAManifest_isRefused() throws IOException {
        List<String> names = new ArrayList<>(names(pack));
        names.remove(PackNames.MANIFEST);
        Path none = work.resolve("none.zip");
        Forge.raw(none, names, names.stream().map(name -> entry(pack, name)).toList());
        refused(Kind.UNREADABLE, () -> house.verify(none), "does not end with a manifest");
    }

    @Test
    void manifestTwice_isRefused() throws IOException {
        List<String> names = new ArrayList<>(names(pack));
        names.add(PackNames.MANIFEST);
        Path twice = work.resolve("manifests.zip");
        Forge.raw(twice, names, names.stream().map(name -> entry(pack, name)).toList());
        refused(Kind.UNREADABLE, () -> house.verify(twice), "twice or out of order");
    }

    @Test
    void emptyZip_isNoPack() throws IOException {
        ByteBuffer zip = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN).putInt(END);
        refusedAs(Kind.UNREADABLE, zip, "speaks of 0 files");
        refusedAs(Kind.UNREADABLE, ByteBuffer.allocate(0), "it has only 0 bytes");
        refusedAs(Kind.UNREADABLE, ByteBuffer.allocate(21), "it has only 21 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FACTS.NDJSON",
                "facts.ndjson ",
                "./facts.ndjson",
                "content\\facts",
                "content/" + "A0",
                "CON",
                "index.html:stream",
                "f\u0430cts.ndjson",
                "content/0000000000000000000000000000000000000000000000000000000000000000.salt.salt"
            })
    void nameThatIsAlmostOneOfAPack_isRefused(String name) throws IOException {
        List<String> names = new ArrayList<>(names(pack));
        names.add(0, name);
        Path almost = work.resolve("almost.zip");
        Forge.raw(
                almost,
                names,
                names.stream()
                        .map(n -> n.equals(name) ? new byte[] {1} : entry(pack, n))
                        .toList());
        refused(Kind.UNREADABLE, () -> house.verify(almost), "");
    }

    @Test
    void theSealedPackItself_isAccepted_andItsChecksumsAreTrue() throws IOException {
        assertThat(house.verify(pack).facts()).isPositive();
        CRC32 crc = new CRC32();
        crc.update(entry(pack, PackNames.FACTS));
        assertThat(copy().getInt(find(CENTRAL, PackNames.FACTS) + 16) & 0xFFFF_FFFFL)
                .isEqualTo(crc.getValue());
    }
}
