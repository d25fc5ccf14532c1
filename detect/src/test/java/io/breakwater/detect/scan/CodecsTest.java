package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.cover.PartAnswer;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.event.Whereabouts;
import io.breakwater.detect.sigma.rule.Level;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecsTest {
    private static final HitCodec CODEC = new HitCodec(LargeRecords.inMemory());
    /** Bytes that are no UTF-8 have to come back as they were: the record is evidence. */
    private static final byte[] RAW = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'};

    private static LogEvent full() {
        return event(
                "account",
                Optional.of("AKIA"),
                Optional.of("session ünï"),
                Optional.of("source"),
                Optional.of("issuer"),
                Optional.of(true),
                Optional.of(Instant.parse("2026-07-01T03:25:00.5Z")));
    }

    private static LogEvent empty() {
        return inAccount("account");
    }

    /** An event of which nothing else matters. */
    static LogEvent inAccount(String account) {
        return event(
                account,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static LogEvent event(
            String account,
            Optional<String> key,
            Optional<String> session,
            Optional<String> source,
            Optional<String> issuer,
            Optional<Boolean> mfa,
            Optional<Instant> delivered) {
        return new LogEvent(
                Cloud.ENTRA,
                "format",
                "id",
                Instant.parse("2026-07-01T03:20:00.123456789Z"),
                "service",
                "action",
                account,
                "region",
                Outcome.FAILURE,
                "error",
                new Principal("kind", "who", "name", "home", key, session, source, issuer, mfa),
                "address",
                "agent",
                List.of("r1", "r2"),
                delivered,
                new Whereabouts("file", 7_000_000_000L),
                RawRecord.of(RAW.clone()));
    }

    private static <T> T roundTrip(Codec<T> codec, T thing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.write(thing, new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        T again = codec.read(in);
        assertThat(in.available()).isZero();
        return again;
    }

    @Test
    void hit_comesBackAsItWas_recordBytesIncluded() throws IOException {
        Hit hit = new Hit(full(), List.of(0, 3, 500));
        Hit again = roundTrip(CODEC, hit);
        assertThat(again).isEqualTo(hit);
        assertThat(again.event().raw().record().copy()).isEqualTo(RAW);
    }

    @Test
    void hit_withNothingOptional_comesBackAsItWas() throws IOException {
        Hit hit = new Hit(empty(), List.of());
        assertThat(roundTrip(CODEC, hit)).isEqualTo(hit);
    }

    @ParameterizedTest
    @EnumSource(Finding.Kind.class)
    void finding_comesBackAsItWas(Finding.Kind kind) throws IOException {
        CoverAnswer cover = new CoverAnswer(
                Verdict.UNKNOWN,
                List.of(
                        new PartAnswer(CoverPart.GRANT, PartAnswer.State.FOUND, Optional.of("G-1"), "because"),
                        new PartAnswer(CoverPart.TICKET, PartAnswer.State.UNKNOWN, Optional.empty(), "who knows")),
                Optional.of("odd"));
        Finding finding = new Finding(
                "F-1",
                kind,
                Instant.parse("2026-07-01T03:20:00Z"),
                List.of(4, 5),
                Level.CRITICAL,
                "what",
                kind == Finding.Kind.EVENT ? Optional.of(full()) : Optional.empty(),
                List.of(EventRef.of(full()), EventRef.of(empty())),
                kind == Finding.Kind.EVENT ? Optional.of(cover) : Optional.empty());
        assertThat(roundTrip(new FindingCodec(CODEC), finding)).isEqualTo(finding);
    }

    private static EventRecord record(int length) {
        return RawRecord.of(("{\"a\":\"" + "x".repeat(length - 8) + "\"}").getBytes(StandardCharsets.UTF_8))
                .record();
    }

    @Test
    void largeRecord_waitsInAFileWithoutAName_andComesBackFromThere(@TempDir Path folder) throws IOException {
        EventRecord large = record(LargeRecords.FROM_BYTES);
        EventRecord small = record(LargeRecords.FROM_BYTES - 1);
        try (LargeRecords records = LargeRecords.in(folder)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            for (EventRecord record : List.of(large, small, large)) {
                records.write(records.keep(record), out);
            }

            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            RawRecord first = records.read(in);
            RawRecord second = records.read(in);
            RawRecord third = records.read(in);
            assertThat(bytes.size()).isLessThan(LargeRecords.FROM_BYTES + 100);
            assertThat(first.bytes()).isEqualTo(large.copy());
            assertThat(second.bytes()).isEqualTo(small.copy());
            assertThat(third).isEqualTo(first);
            assertThat(first.isElsewhere()).isTrue();
            assertThat(second.isElsewhere()).isFalse();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void recordsThatAreNotLaidAside_stayInMemoryWhateverTheirSize() {
        assertThat(LargeRecords.inMemory().keep(record(LargeRecords.FROM_BYTES)).isElsewhere())
                .isFalse();
    }

    @Test
    void largeRecord_afterTheEndOfTheScan_cannotBeRead(@TempDir Path folder) throws IOException {
        LargeRecords records = LargeRecords.in(folder);
        RawRecord large = records.keep(record(LargeRecords.FROM_BYTES));
        records.close();
        assertThatThrownBy(large::bytes).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void order_isByTimeThenIdThenPlace() {
        SortKey first = new SortKey(Instant.EPOCH, "a", "f", 1);
        assertThat(List.of(
                        new SortKey(Instant.EPOCH.plusNanos(1), "", "", 0),
                        new SortKey(Instant.EPOCH, "b", "", 0),
                        new SortKey(Instant.EPOCH, "a", "g", 0),
                        new SortKey(Instant.EPOCH, "a", "f", 2)))
                .allMatch(later -> first.compareTo(later) < 0);
    }
}
