package io.breakwater.detect.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.digest.DigestReport.Outcome;
import io.breakwater.detect.digest.Flaw.Kind;
import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.read.Reading;
import io.breakwater.detect.scan.KnownFormats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CloudTrail digests, checked without the cloud")
class DigestCheckTest {
    @TempDir
    Path folder;

    private SignedTrail trail;
    private DigestKeys keys = DigestKeys.none();

    @BeforeEach
    void believe() throws IOException {
        trail = new SignedTrail(folder.resolve("bucket"));
        keys = DigestKeys.read(Files.writeString(folder.resolve("keys.json"), SignedTrail.listedKeys()));
    }

    private DigestReport check() throws IOException {
        return DigestCheck.of(List.of(folder.resolve("bucket")), keys);
    }

    private List<Kind> flaws() throws IOException {
        return check().flaws().map(Flaw::kind).toList();
    }

    private Flaw only() throws IOException {
        List<Flaw> flaws = check().flaws().toList();
        assertThat(flaws).hasSize(1);
        return flaws.get(0);
    }

    private static void rewrite(Path file, String from, String to) throws IOException {
        String content = new String(Content.ofDigest(file), StandardCharsets.UTF_8);
        assertThat(content).contains(from);
        Files.write(file, SignedTrail.gzip(content.replace(from, to).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void wholeChain_withItsLogs_isProven() throws IOException {
        trail.hours(5).keepLastSignature();

        DigestReport report = check();
        assertThat(report.flaws()).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.PROVEN);
        TrailReport house = report.trails().get(0);
        assertThat(house.trail().name()).isEqualTo("house-trail");
        assertThat(house.digests()).isEqualTo(5);
        assertThat(house.signed()).isEqualTo(5);
        assertThat(house.logs()).isEqualTo(10);
        assertThat(house.intact()).isEqualTo(10);
        assertThat(house.proven()).singleElement().satisfies(span -> {
            assertThat(span.from()).hasToString("2026-08-01T00:01:31Z");
            assertThat(span.to()).hasToString("2026-08-01T05:01:31Z");
        });
    }

    @Test
    void newestDigest_withoutItsSignature_isUnchecked_andTheOthersAreNot() throws IOException {
        trail.hours(3);

        assertThat(only().kind()).isEqualTo(Kind.SIGNATURE_ABSENT);
        assertThat(check().outcome()).isEqualTo(Outcome.UNCHECKED);
        assertThat(check().trails().get(0).signed()).isEqualTo(2);
    }

    @Test
    void signatureInTheMetadataThatS3Gives_isReadToo() throws IOException {
        trail.hours(2);
        Path head = trail.digest(1).resolveSibling(trail.digest(1).getFileName() + ".metadata.json");
        Files.writeString(
                head,
                "{\"ContentLength\":7,\"Metadata\":{\"signature\":\"" + trail.signature(1)
                        + "\",\"signature-algorithm\":\"SHA256withRSA\"}}");

        assertThat(check().outcome()).isEqualTo(Outcome.PROVEN);
    }

    @Test
    void withoutKeys_chainAndHashesAreChecked_andTheSignaturesAreSaidToBeUnchecked() throws IOException {
        trail.hours(3).keepLastSignature();
        keys = DigestKeys.none();

        assertThat(check().outcome()).isEqualTo(Outcome.UNCHECKED);
        assertThat(check().trails().get(0).proven()).isEmpty();
        Files.delete(trail.log(0));
        assertThat(check().outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void deletedDigest_isNamed() throws IOException {
        trail.hours(5).keepSignatures();
        Files.delete(trail.digest(2));

        Flaw flaw = only();
        assertThat(flaw.kind()).isEqualTo(Kind.DIGEST_MISSING);
        assertThat(flaw.name()).endsWith("20260801T030131Z.json.gz");
        assertThat(flaw.detail()).isEqualTo("1 digest is gone, 2026-08-01T02:01:31Z to 2026-08-01T03:01:31Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void digestsDeletedInARow_areNoticed_thoughTheNextNamesOnlyTheLast(int count) throws IOException {
        trail.hours(7).keepSignatures();
        for (int i = 0; i < count; i++) {
            Files.delete(trail.digest(1 + i));
        }

        Flaw flaw = only();
        assertThat(flaw.kind()).isEqualTo(Kind.DIGEST_MISSING);
        assertThat(flaw.name()).endsWith("20260801T0" + (count + 1) + "0131Z.json.gz");
        assertThat(flaw.detail())
                .isEqualTo("the last of about " + count + " digests that are gone, 2026-08-01T01:01:31Z to 2026-08-01T0"
                        + (count + 1) + ":01:31Z");
        assertThat(check().trails().get(0).proven()).hasSize(2);
    }

    @Test
    void digestsDeletedWithTheirLogs_areNoticedAllTheSame() throws IOException {
        trail.hours(5).keepSignatures();
        for (int i : new int[] {1, 2}) {
            Files.delete(trail.digest(i));
            Files.delete(trail.log(2 * i));
            Files.delete(trail.log(2 * i + 1));
        }

        assertThat(flaws()).containsExactly(Kind.DIGEST_MISSING);
    }

    @Test
    void digestBeforeADeletedOne_hasItsSignatureNowhere_unlessItWasKept() throws IOException {
        trail.hours(4).keepLastSignature();
        Files.delete(trail.digest(2));

        assertThat(flaws()).containsExactlyInAnyOrder(Kind.SIGNATURE_ABSENT, Kind.DIGEST_MISSING);
    }

    @Test
    void firstDigestsDeleted_makeTheBeginningUnknown() throws IOException {
        trail.hours(4).keepLastSignature();
        Files.delete(trail.digest(0));

        assertThat(flaws()).containsExactly(Kind.BEGINNING_UNKNOWN);
        assertThat(check().outcome()).isEqualTo(Outcome.UNCHECKED);
        assertThat(check().outside()).isEqualTo(2);
    }

    @Test
    void digestWithALogTakenOut_isChanged_andItsSignatureWrong() throws IOException {
        trail.hours(3).keepLastSignature();
        String content = new String(Content.ofDigest(trail.digest(1)), StandardCharsets.UTF_8);
        String firstLog = content.substring(content.indexOf("{\"s3Bucket\""), content.indexOf("},{\"s3Bucket\"") + 2);
        rewrite(trail.digest(1), firstLog, "");

        assertThat(flaws()).containsExactlyInAnyOrder(Kind.DIGEST_CHANGED, Kind.SIGNATURE_WRONG, Kind.LOG_EXTRA);
    }

    @Test
    void chainMadeAnewByAStranger_hasWrongSignatures() throws IOException {
        trail.signedBy(SignedTrail.key(2_048)).hours(3).keepLastSignature();

        assertThat(flaws()).containsOnly(Kind.SIGNATURE_WRONG).hasSize(3);
        assertThat(check().trails().get(0).proven()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "digestEndTime\":\"2026-08-01T02, digestEndTime\":\"2026-08-01T01",
        "digestS3Bucket\":\"house-logs, digestS3Bucket\":\"other-logs",
        "eu-west-1_20260801T02, eu-west-1_20260801T09",
        "\"oldestEventTime\":null, \"oldestEventTime\":1"
    })
    void eachPartThatIsSigned_whenChanged_isFound(String from, String to) throws IOException {
        trail.hours(3).keepLastSignature();
        rewrite(trail.digest(1), from, to);

        assertThat(check().outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(check().trails().get(0).signed()).isLessThan(3);
    }

    @Test
    void wrongSidecar_isWrong_thoughTheNextDigestHasTheRightOne() throws IOException {
        trail.hours(2).keepLastSignature();
        Path first = trail.digest(0);
        Files.writeString(first.resolveSibling(first.getFileName() + ".sig"), trail.signature(1));

        assertThat(only().kind()).isEqualTo(Kind.SIGNATURE_WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zz", "00", "31e8b5"})
    void sidecarThatIsNoSignature_isWrong(String text) throws IOException {
        trail.hours(1).keepLastSignature();
        Files.writeString(trail.digest(0).resolveSibling(trail.digest(0).getFileName() + ".sig"), text);

        assertThat(only().kind()).isEqualTo(Kind.SIGNATURE_WRONG);
    }

    @Test
    void keyThatIsNotAmongThoseGiven_isNamed() throws IOException {
        trail.hours(1).keepLastSignature();
        keys = DigestKeys.read(
                Files.writeString(folder.resolve("k"), SignedTrail.listedKeys().replace("31e8", "0000")));

        assertThat(only().kind()).isEqualTo(Kind.KEY_UNKNOWN);
        assertThat(only().detail()).contains("31e8b5433410dfb61a9dc45cc65b22ff");
    }

    @Test
    void changedMissingAndDamagedLogs_areNamed() throws IOException {
        trail.hours(3).keepLastSignature();
        Files.write(trail.log(0), SignedTrail.gzip("{\"Records\":[]}".getBytes(StandardCharsets.UTF_8)));
        Files.delete(trail.log(1));
        byte[] half = Files.readAllBytes(trail.log(2));
        Files.write(trail.log(2), java.util.Arrays.copyOf(half, half.length / 2));

        assertThat(flaws()).containsExactly(Kind.LOG_CHANGED, Kind.LOG_MISSING, Kind.LOG_UNREADABLE);
        assertThat(check().trails().get(0).intact()).isEqualTo(3);
        assertThat(check().trails().get(0).proven())
                .singleElement()
                .satisfies(span -> assertThat(span.from()).hasToString("2026-08-01T02:01:31Z"));
    }

    @Test
    void unpackedLogsAndDigests_areTheSame() throws IOException {
        trail.hours(2).keepLastSignature();
        Path log = trail.log(0);
        Files.write(log.resolveSibling(DigestFolder.bare(log.toString())), Content.ofDigest(log));
        Files.delete(log);

        assertThat(check().outcome()).isEqualTo(Outcome.PROVEN);
    }

    @Test
    void logThatNoDigestNames_isExtra_atAnyMinuteOfTheHour() throws IOException {
        trail.hours(4).keepLastSignature();
        for (int minute = 0; minute < 60; minute += 7) {
            trail.log(Instant.parse("2026-08-01T01:%02d:00Z".formatted(minute)), 900 + minute);
        }

        assertThat(flaws()).containsOnly(Kind.LOG_EXTRA).hasSize(9);
    }

    @Test
    void logAfterTheLastDigest_isNotExtra_butNothingIsKnownOfIt() throws IOException {
        trail.hours(2).keepLastSignature();
        trail.log(Instant.parse("2026-08-01T01:55:00Z"), 900);
        trail.log(Instant.parse("2026-08-01T02:30:00Z"), 901);

        assertThat(check().flaws()).isEmpty();
        assertThat(check().outside()).isEqualTo(2);
    }

    @Test
    void hourWithoutLogs_isProvenToBeEmpty_andIsNoHourWithoutLogs() throws IOException {
        trail.hours(2).hour(0, "").hour(0, "").hour(0, "").hours(2).keepLastSignature();
        ReadReport read = Reading.of(List.of(Input.path(folder.resolve("bucket"))), ReadOptions.of(KnownFormats.all()))
                .run(() -> seen -> {}, Progress.NONE);
        assertThat(read.coverage().gaps(any -> true)).extracting(Gap::kind).contains(Gap.Kind.NO_LOGS);

        check().proveTo(read.coverage());

        assertThat(read.coverage().gaps(any -> true)).extracting(Gap::kind).containsOnly(Gap.Kind.NO_EVENTS);
    }

    @Test
    void digestsAmongTheLogs_areNoEventsAndNoDamage() throws IOException {
        trail.hours(3).keepLastSignature();
        ReadReport read = Reading.of(
                        List.of(Input.path(folder.resolve("bucket/AWSLogs"))), ReadOptions.of(KnownFormats.all()))
                .run(() -> seen -> {}, Progress.NONE);

        assertThat(read.formats()).containsEntry("aws.cloudtrail-digest", 3L).containsEntry("aws.cloudtrail", 6L);
        assertThat(read.records()).isEqualTo(6);
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void trailStoppedAndStartedAgain_isAGap_andNoBreak() throws IOException {
        trail.hours(2).keepLastSignature().offFor(5).hours(2).keepLastSignature();

        assertThat(only().kind()).isEqualTo(Kind.CHAIN_RESTARTED);
        assertThat(only().detail()).isEqualTo("2026-08-01T02:01:31Z to 2026-08-01T07:01:31Z");
        assertThat(check().outcome()).isEqualTo(Outcome.GAPS);
    }

    @Test
    void hoursLeftOutOfASignedChain_areAGap() throws IOException {
        trail.hours(2).silentFor(3).hours(2).keepLastSignature();

        assertThat(only().kind()).isEqualTo(Kind.HOURS_MISSING);
        assertThat(only().detail()).isEqualTo("2026-08-01T02:01:31Z to 2026-08-01T05:01:31Z");
    }

    @Test
    void logNamedByABackfillDigest_isNotExtra() throws IOException {
        trail.hours(4).keepLastSignature();
        SignedTrail late = new SignedTrail(folder.resolve("bucket"));
        String log = late.log(Instant.parse("2026-08-01T01:20:00Z"), 777);
        assertThat(flaws()).containsExactly(Kind.LOG_EXTRA);

        late.digest(List.of(log), "_backfill").keepLastSignature();

        assertThat(check().outcome()).isEqualTo(Outcome.PROVEN);
        assertThat(check().trails()).hasSize(2);
        assertThat(check().trails().get(1).trail().isBackfill()).isTrue();
    }

    @Test
    void severalTrailsRegionsAndCopies_areEachAChain() throws IOException {
        trail.hours(3).keepLastSignature();
        new SignedTrail(folder.resolve("bucket"), "other_trail_of_ours", "eu-west-1")
                .hours(2)
                .keepLastSignature();
        new SignedTrail(folder.resolve("bucket"), "house-trail", "us-east-1")
                .hours(2)
                .keepLastSignature();
        new SignedTrail(folder.resolve("bucket/copy"), "house-trail", "us-east-1").hours(2);

        assertThat(check().outcome()).isEqualTo(Outcome.PROVEN);
        assertThat(check().trails())
                .extracting(report -> report.trail() + ": " + report.digests())
                .containsExactly(
                        "111122223333 eu-west-1 house-trail: 3",
                        "111122223333 eu-west-1 other_trail_of_ours: 2",
                        "111122223333 us-east-1 house-trail (of eu-west-1): 2");
    }

    @Test
    void twoDifferentDigestsOfOneName_areAConflict() throws IOException {
        trail.hours(2).keepLastSignature();
        new SignedTrail(folder.resolve("bucket/copy")).hour(1, "");

        assertThat(flaws()).contains(Kind.DIGEST_CONFLICT);
        assertThat(check().outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void digestUnderAnotherName_isTold() throws IOException {
        trail.hours(2).keepLastSignature();
        Files.move(
                trail.digest(0),
                trail.digest(0)
                        .resolveSibling(
                                "111122223333_CloudTrail-Digest_eu-west-1_house-trail_eu-west-1_20260801T090131Z.json.gz"));

        assertThat(flaws()).containsExactly(Kind.DIGEST_RENAMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}",
                "{\"digestS3Object\":7}",
                "{\"digestS3Object\":\"a/b.json.gz\"}",
                "{\"a\":1}{\"b\":2}",
                "{\"a\":1,\"a\":2}"
            })
    void fileThatIsNoDigest_isTold_andTheOthersAreChecked(String content) throws IOException {
        trail.hours(2).keepLastSignature();
        Path odd = trail.digest(0)
                .resolveSibling(
                        "111122223333_CloudTrail-Digest_eu-west-1_house-trail_eu-west-1_20260801T090131Z.json.gz");
        Files.writeString(odd, content);

        assertThat(only().kind()).isEqualTo(Kind.DIGEST_MALFORMED);
        assertThat(check().trails().get(0).signed()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "digestStartTime, digestStart",
        "SHA256withRSA, SHA1withRSA",
        "\"hashAlgorithm\":\"SHA-256\", \"hashAlgorithm\":\"MD5\"",
        "\"logFiles\":[, \"logFiles\":7,\"x\":[",
        "\"previousDigestHashAlgorithm\":\"SHA-256\", \"previousDigestHashAlgorithm\":null",
        "digestPublicKeyFingerprint, digestFingerprint"
    })
    void digestWithoutAPartThatItNeeds_isMalformed(String from, String to) throws IOException {
        trail.hours(2);
        rewrite(trail.digest(1), from, to);

        assertThat(flaws()).contains(Kind.DIGEST_MALFORMED);
    }

    @Test
    void damagedDigest_isUnreadable() throws IOException {
        trail.hours(3).keepLastSignature();
        byte[] bytes = Files.readAllBytes(trail.digest(1));
        Files.write(trail.digest(1), java.util.Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(flaws()).contains(Kind.DIGEST_UNREADABLE, Kind.DIGEST_MISSING);
    }

    @Test
    void everyByteOfADigest_whenChanged_isNoticed() throws IOException {
        trail.hours(3).keepLastSignature();
        byte[] content = Content.ofDigest(trail.digest(1));
        List<Integer> places = new ArrayList<>(
                java.util.stream.IntStream.range(0, content.length).boxed().toList());
        Collections.shuffle(places, new java.util.Random(7));
        for (int place : places.subList(0, 60)) {
            byte[] changed = content.clone();
            changed[place] ^= 1;
            Files.write(trail.digest(1), SignedTrail.gzip(changed));
            assertThat(check().outcome()).as("byte " + place).isEqualTo(Outcome.BROKEN);
        }
    }

    @Test
    void folderWithoutDigests_provesNothing() throws IOException {
        trail.log(Instant.parse("2026-08-01T01:20:00Z"), 1);

        assertThat(check().outcome()).isEqualTo(Outcome.NONE);
        assertThat(check().outside()).isEqualTo(1);
    }
}
