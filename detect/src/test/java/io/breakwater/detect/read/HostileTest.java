package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.Logs.Outcome;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with one part of a file is counted and named, and the rest is read. */
class HostileTest {
    private static final int[] ALL = IntStream.range(0, 10).toArray();

    private static int[] without(int number) {
        return IntStream.of(ALL).filter(i -> i != number).toArray();
    }

    private static Outcome readWith(String broken) {
        return Logs.read(Logs.records(10).replace(Logs.event(5), broken));
    }

    @Test
    void firstRecordThatIsDamaged_doesNotHideTheOthers_whateverIsInside() {
        String deep = Logs.event(0).replaceFirst("}$", ",\"x\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_001));
        Outcome read = Logs.read(Logs.records(10).replace(Logs.event(0), deep));
        assertThat(read.ids()).isEqualTo(Logs.ids(without(0)));
        assertThat(read.file().problems()).containsKey(Problem.TOO_DEEP);
    }

    @Test
    void lineThatIsNoJson_doesNotHideARecordOfAnotherKindAfterIt() {
        Outcome read = Logs.read(Logs.event(0) + "\nno json\n{\"time\":\"2026-08-01T03:00:00Z\",\"stranger\":1}\n"
                + Logs.event(1) + "\n");
        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.NOT_AN_OBJECT, Problem.UNKNOWN_RECORD);
    }

    @Test
    void mistypedField_losesNothing() {
        Outcome read = readWith(Logs.event(5).replace("\"readOnly\":false", "\"readOnly\":\"True\""));
        assertThat(read.ids()).isEqualTo(Logs.ids(ALL));
        assertThat(read.file().problems()).isEmpty();
    }

    @Test
    void recordWithAMissingQuote_isCounted_andTheRestIsRead() {
        Outcome read = readWith(Logs.event(5).replace("\"mara\"", "\"mara"));
        assertThat(read.ids()).isEqualTo(Logs.ids(without(5)));
        assertThat(read.file().problems().get(Problem.BROKEN_RECORD).count()).isEqualTo(1);
    }

    @Test
    void recordWithAMissingBrace_isCounted_andTheRestIsRead() {
        Outcome read = readWith(Logs.event(5).replace("},\"eventTime\"", ",\"eventTime\""));
        assertThat(read.ids()).isEqualTo(Logs.ids(without(5)));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.BROKEN_RECORD);
    }

    @Test
    void fileThatEndsInTheMiddle_givesWhatItHas() {
        String whole = Logs.records(10);
        Outcome read = Logs.read(whole.substring(0, whole.indexOf(Logs.id(9))));
        assertThat(read.ids()).isEqualTo(Logs.ids(without(9)));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.TRUNCATED);
    }

    @Test
    void nestingWithoutEnd_isCounted_andTheRestIsRead() {
        Outcome read = readWith("{\"eventVersion\":" + "[".repeat(100_000) + "}");
        assertThat(read.ids()).isEqualTo(Logs.ids(without(5)));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.TOO_DEEP);
    }

    @Test
    void damagedGzip_givesWhatComesBeforeTheDamage() {
        byte[] packed = Logs.gz(Logs.records(5_000));
        Arrays.fill(packed, packed.length / 2, packed.length / 2 + 64, (byte) 0xff);
        Outcome read = Logs.read(packed);
        assertThat(read.events()).hasSizeGreaterThan(2_000);
        assertThat(read.file().problems()).containsKey(Problem.CORRUPT_COMPRESSION);
    }

    @Test
    void recordThatLacksAnInnerBrace_doesNotSwallowItsNeighbours() {
        Outcome read = readWith(Logs.event(5).replace("text\"},\"responseElements\"", "text\",\"responseElements\""));
        assertThat(read.ids()).isEqualTo(Logs.ids(without(5)));
        assertThat(read.file().problems().get(Problem.BROKEN_RECORD).at())
                .containsExactly((long) Logs.records(10).indexOf(Logs.event(5)));
    }

    @Test
    void recordWithTooManyBraces_isRead_andTheBraceCounted() {
        Outcome read = readWith(Logs.event(5) + "}");
        assertThat(read.ids()).isEqualTo(Logs.ids(ALL));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.BROKEN_RECORD);
    }

    @Test
    void oneBadRecordAmongMany_losesOnlyItself_inEveryFormOfDamage() {
        String whole = Logs.event(5);
        for (int cut = 1; cut < whole.length(); cut++) {
            Outcome read = readWith(whole.substring(0, cut));
            assertThat(read.ids()).as("cut at %d", cut).containsAll(Logs.ids(without(5)));
            assertThat(read.file().problems()).as("cut at %d", cut).isNotEmpty();
        }
    }

    @Test
    void everyByteOnceReplaced_losesAtMostItsRecord() {
        String whole = Logs.event(5);
        for (int at = 0; at < whole.length(); at++) {
            for (char c : "\"{}[],:\\x".toCharArray()) {
                Outcome read = readWith(whole.substring(0, at) + c + whole.substring(at + 1));
                assertThat(read.ids()).as("%c at %d", c, at).containsAll(Logs.ids(without(5)));
            }
        }
    }

    @Test
    void lineThatIsNoJson_isCounted_andTheRestIsRead() {
        Outcome read = Logs.read(Logs.event(0) + "\n<html>not found</html>\n" + Logs.event(1) + "\n");
        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.NOT_AN_OBJECT);
    }

    @Test
    void valuesThatAreNoObjects_areCounted_andTheRestIsRead() {
        Outcome read = Logs.read("[null,7,\"text\"," + Logs.event(0) + ",[],true]");
        assertThat(read.ids()).isEqualTo(Logs.ids(0));
        assertThat(read.file().problems()).containsKey(Problem.NOT_AN_OBJECT);
    }

    @Test
    void arraysWithoutEnd_endWithTheFile() {
        assertThat(Logs.read("[".repeat(200_000)).file().problems()).containsKeys(Problem.TOO_DEEP, Problem.TRUNCATED);
        assertThat(Logs.read("{\"a\":".repeat(200_000)).file().problems()).containsKey(Problem.TOO_DEEP);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.001, 2.2})
    void recordLargerThanAnyVendors_isPassedOver_andTheRestIsRead(double limits) {
        String huge = Logs.event(5).replace("198.51.100.7", "x".repeat((int) (limits * Limits.RECORD_BYTES)));
        Outcome read = readWith(huge);
        assertThat(read.ids()).isEqualTo(Logs.ids(without(5)));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.RECORD_TOO_LARGE);
    }

    private static String huge(int number) {
        return Logs.event(number).replace("198.51.100.7", "x".repeat(Limits.RECORD_BYTES / 16 * 17));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Records\":[%s]}", "[%s]", "{\"Records\":[%s],\"nextToken\":\"x\"}\n", "%s\n"})
    void recordsLargerThanAnyVendors_inARow_areNoTruncatedFile(String around) {
        String huge = Logs.event(0) + "," + huge(1) + "," + huge(2) + "," + huge(3);
        Outcome last = Logs.read(around.formatted(huge));
        assertThat(last.ids()).isEqualTo(Logs.ids(0));
        assertThat(last.file().problems()).containsOnlyKeys(Problem.RECORD_TOO_LARGE);
        assertThat(last.file().problems().get(Problem.RECORD_TOO_LARGE).count()).isEqualTo(3);
        Outcome goesOn = Logs.read(around.formatted(huge + "," + Logs.event(4)));
        assertThat(goesOn.ids()).isEqualTo(Logs.ids(0, 4));
        assertThat(goesOn.file().problems()).containsOnlyKeys(Problem.RECORD_TOO_LARGE);
    }

    @Test
    void fileOfNothingButRecordsLargerThanAnyVendors_isNotTruncated_unlessItIs() {
        String huge = "{\"Records\":[" + huge(1) + "," + huge(2);
        assertThat(Logs.read(huge + "]}").file().problems()).containsOnlyKeys(Problem.RECORD_TOO_LARGE);
        assertThat(Logs.read(huge + ",{\"eventVersion\":\"1.1").file().problems())
                .containsKeys(Problem.RECORD_TOO_LARGE, Problem.TRUNCATED);
    }

    @Test
    void objectOfAnUnknownKind_isCountedAndNamedByItsKeys() {
        Outcome read = readWith("{\"level\":\"info\",\"msg\":\"started\"}");
        assertThat(read.ids()).isEqualTo(Logs.ids(without(5)));
        assertThat(read.file().problems().get(Problem.UNKNOWN_RECORD).detail()).isEqualTo("level, msg");
    }

    @Test
    void unknownVersion_isReadAndCounted() {
        Outcome read = readWith(Logs.event(5).replace("\"1.11\"", "\"2.0\""));
        assertThat(read.ids()).isEqualTo(Logs.ids(ALL));
        assertThat(read.file().problems().get(Problem.UNKNOWN_VERSION).count()).isEqualTo(1);
        assertThat(read.file().losses()).isEmpty();
    }

    @Test
    void recordWithoutAReadableTime_isReadAndCounted() {
        Outcome read = Logs.read("[" + Logs.event(0, "yesterday") + "," + Logs.event(1) + "]");
        assertThat(read.ids()).isEqualTo(Logs.ids(0, 1));
        assertThat(read.file().problems()).containsOnlyKeys(Problem.NO_TIME);
    }

    @Test
    void eventsOutOfOrder_areCounted() {
        Outcome read =
                Logs.read("[" + Logs.event(3) + "," + Logs.event(1) + "," + Logs.event(2) + "," + Logs.event(4) + "]");
        assertThat(read.file().outOfOrder()).isEqualTo(2);
        assertThat(read.file().first()).hasToString("Optional[2026-08-01T03:00:01Z]");
        assertThat(read.file().last()).hasToString("Optional[2026-08-01T03:00:04Z]");
    }

    @Test
    void digestAmongLogs_isNamed_andNoEvent() {
        Outcome read = Logs.read("{\"awsAccountId\":\"111122223333\",\"digestStartTime\":\"2026-08-01T02:00:00Z\","
                + "\"digestEndTime\":\"2026-08-01T03:00:00Z\",\"logFiles\":[{\"s3Bucket\":\"b\"}]}");
        assertThat(read.events()).isEmpty();
        assertThat(read.file().formats()).containsOnlyKeys("aws.cloudtrail-digest");
        assertThat(read.file().isClean()).isTrue();
    }

    @Test
    void notificationOfS3_isNamed_andNoEvent() {
        Outcome read = Logs.read(
                "{\"Records\":[{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:s3\",\"awsRegion\":\"eu-west-1\","
                        + "\"eventTime\":\"2026-08-01T03:00:00Z\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{}}}]}");
        assertThat(read.events()).isEmpty();
        assertThat(read.file().formats()).containsOnlyKeys("aws.s3-notification");
    }

    @Test
    void otherKindsOfFiles_areNamedAndNotCountedAsRead() {
        assertThat(Logs.read("PAR1\0\0\0\0")
                        .file()
                        .problems()
                        .get(Problem.UNRECOGNISED)
                        .detail())
                .contains("Parquet");
        assertThat(Logs.read("just a sentence").file().problems()).containsOnlyKeys(Problem.UNRECOGNISED);
        assertThat(Logs.read("\0\1\2\3\n,").file().problems()).containsOnlyKeys(Problem.UNRECOGNISED);
    }
}
