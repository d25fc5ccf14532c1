package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.Logs.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Gzip as RFC 1952 allows it, and as disks and networks leave it. */
class GzipFeedTest {
    private static final int HEADER = 10;

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** The same member with more in its header. */
    private static byte[] withHeader(byte[] packed, int flags, byte[] more) {
        byte[] head = Arrays.copyOf(packed, HEADER);
        head[3] = (byte) flags;
        return joined(head, more, Arrays.copyOfRange(packed, HEADER, packed.length));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void severalMembers_areOneContent_evenWhenARecordSpansThem() {
        String content = Logs.records(20);
        byte[] packed = joined(
                Logs.gz(content.substring(0, 3_000)),
                Logs.gz(""),
                Logs.gz(content.substring(3_000, 3_001)),
                Logs.gz(content.substring(3_001)));
        Outcome read = Logs.read(packed);
        assertThat(read.events()).hasSize(20);
        assertThat(read.file().isClean()).isTrue();
        assertThat(read.file().contentBytes()).isEqualTo(content.length());
        assertThat(read.file().bytes()).isEqualTo(packed.length);
    }

    @Test
    void everyFieldOfTheHeader_isPassedOver() {
        byte[] packed = Logs.gz(Logs.records(2));
        byte[] extra = ascii("\u0004\0abcd");
        byte[] name = ascii("name.json\0");
        byte[] comment = ascii("a comment\0");
        byte[] sum = ascii("xx");
        assertThat(Logs.read(withHeader(packed, 4, extra)).events()).hasSize(2);
        assertThat(Logs.read(withHeader(packed, 8, name)).events()).hasSize(2);
        assertThat(Logs.read(withHeader(packed, 16, comment)).events()).hasSize(2);
        assertThat(Logs.read(withHeader(packed, 2, sum)).events()).hasSize(2);
        assertThat(Logs.read(withHeader(packed, 30, joined(extra, name, comment, sum)))
                        .events())
                .hasSize(2);
    }

    @Test
    void memberCutAnywhere_isTruncated_andNeverThrows() {
        byte[] packed = withHeader(Logs.gz(Logs.records(3)), 30, ascii("\u0004\0abcdname\0comment\0xx"));
        for (int length = 2; length < packed.length; length++) {
            FileReport file = Logs.read(Arrays.copyOf(packed, length)).file();
            assertThat(file.problems()).as("cut at %d", length).containsKey(Problem.TRUNCATED);
        }
    }

    @Test
    void secondMemberThatIsDamaged_leavesTheFirst() {
        byte[] second = Logs.gz(Logs.events(5, "\n"));
        second[HEADER] = (byte) 0xff;
        Outcome read = Logs.read(joined(Logs.gz(Logs.events(7, "\n") + "\n"), second));
        assertThat(read.events()).hasSize(7);
        assertThat(read.file().problems()).containsOnlyKeys(Problem.CORRUPT_COMPRESSION);
    }

    @Test
    void checksumOrLengthThatIsAnother_isTold_andTheRecordsGiven() {
        for (int fromEnd : new int[] {1, 5}) {
            byte[] packed = Logs.gz(Logs.records(3));
            packed[packed.length - fromEnd] ^= 1;
            Outcome read = Logs.read(packed);
            assertThat(read.events()).hasSize(3);
            assertThat(read.file().problems()).containsOnlyKeys(Problem.CORRUPT_COMPRESSION);
            assertThat(read.file().problems().get(Problem.CORRUPT_COMPRESSION).detail())
                    .isEqualTo("the checksum is another");
        }
    }

    @Test
    void zerosAfterTheEnd_arePadding_andAnythingElseIsTold() {
        byte[] packed = Logs.gz(Logs.records(3));
        assertThat(Logs.read(joined(packed, new byte[700])).file().isClean()).isTrue();
        FileReport trailed = Logs.read(joined(packed, ascii("more"))).file();
        assertThat(trailed.problems()).containsOnlyKeys(Problem.TRAILING_BYTES);
        assertThat(trailed.problems().get(Problem.TRAILING_BYTES).detail()).isEqualTo("after member 1");
        assertThat(trailed.records()).isEqualTo(3);
    }

    @Test
    void everyBitOnceTurned_isToldOrHarmless_andNeverThrows() {
        byte[] packed = Logs.gz(Logs.records(2));
        int harmless = 0;
        for (int bit = 16; bit < packed.length * 8; bit++) {
            byte[] turned = packed.clone();
            turned[bit / 8] ^= (byte) (1 << bit % 8);
            FileReport file = Logs.read(turned).file();
            if (bit >= HEADER * 8 && file.isClean()) {
                assertThat(file.records())
                        .as("bit %d is none of the content's", bit)
                        .isEqualTo(2);
                harmless++;
            }
        }
        assertThat(harmless).as("the bits that fill up the last byte").isLessThan(8);
    }
}
