package io.breakwater.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.FactId;
import io.breakwater.model.HouseFact.ServerStopped;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentId;
import io.breakwater.model.UnknownFact;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactCodecTest {
    private static final IncidentId INCIDENT = new IncidentId("INC-2026-0001");
    private static final Envelope ENVELOPE = Envelope.of(
            new FactId("01936f00-0000-7000-8000-000000000001"),
            "breakwater.test/log",
            Instant.parse("2026-11-21T03:12:00Z"),
            new Actor("person:alice", "cli"),
            OptionalLong.of(3),
            new MeasureTaken(INCIDENT, "time", 42, "ms"));

    private static final String LEAF = "{\"actor\":\"person:alice\",\"actorvia\":\"cli\","
            + "\"data\":{\"incident\":\"INC-2026-0001\",\"name\":\"time\",\"unit\":\"ms\",\"value\":42},"
            + "\"datacontenttype\":\"application/json\",\"id\":\"01936f00-0000-7000-8000-000000000001\","
            + "\"incident\":\"INC-2026-0001\",\"incidentseq\":3,\"source\":\"breakwater.test/log\","
            + "\"specversion\":\"1.0\",\"time\":\"2026-11-21T03:12:00.000000Z\","
            + "\"type\":\"io.breakwater.MeasureTaken.v1\"}";

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\"incidentseq\":3|\"incidentseq\":0",
                "\"incidentseq\":3|\"incidentseq\":3.0",
                "\"incidentseq\":3|\"incidentseq\":\"3\"",
                "\"incidentseq\":3,|``",
                "\"unit\":\"ms\",\"value\":42|\"value\":42,\"unit\":\"ms\"",
                "\"value\":42|\"value\":42,\"zzz\":1",
                "\"value\":42|\"value\":42.0",
                "\"value\":42|\"value\":4.2e1",
                "\"value\":42|\"value\":null",
                ",\"value\":42|``",
                ".000000Z|.000Z",
                ".000000Z|.000000+00:00",
                "\"cli\"|\"\\u0063li\"",
                "\"cli\"| \"cli\"",
                "\"specversion\":\"1.0\"|\"specversion\":\"1.1\"",
                "application/json|application/xml",
                "\"incident\":\"INC-2026-0001\",\"incidentseq\"|\"incident\":\"INC-2026-0002\",\"incidentseq\"",
                "{\"actor\"|{\"aaa\":1,\"actor\"",
                "\"data\":{|\"data\":[{",
                "-7000-|-4000-",
                "\"type\":\"|\"type\":1,\"x\":\"",
            })
    void anythingButTheExactBytes_isRefused(String from, String to) {
        assertThat(LEAF).contains(from);
        byte[] altered = LEAF.replace(from, to).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> FactCodec.decode(altered))
                .isInstanceOfSatisfying(
                        BreakwaterException.class,
                        e -> assertThat(e.code()).isIn(Code.MALFORMED_REQUEST, Code.MALFORMED_NAME));
    }

    @Test
    void noise_isRefused() {
        for (String noise : new String[] {"", "{}", "[]", "null", "3", "\"\"", LEAF + " ", LEAF + LEAF}) {
            assertThatThrownBy(() -> FactCodec.decode(noise.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(BreakwaterException.class);
        }
    }

    @Test
    void everyCutOfALeaf_isRefused() {
        for (int length = 0; length < LEAF.length(); length++) {
            byte[] cut = LEAF.substring(0, length).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> FactCodec.decode(cut)).isInstanceOf(BreakwaterException.class);
        }
    }

    @Test
    void aNumber_beyondTwoToThe53_isRefused() {
        Envelope large = Envelope.of(
                ENVELOPE.id(),
                ENVELOPE.source(),
                ENVELOPE.time(),
                ENVELOPE.actor(),
                OptionalLong.of(1),
                new MeasureTaken(INCIDENT, "time", Json.MAX_EXACT + 1, "ms"));
        assertThatThrownBy(() -> FactCodec.encode(large)).hasMessageContaining("2^53");
    }

    @Test
    void aFact_isWrittenAsOneCloudEvent_andReadBack() {
        assertThat(new String(FactCodec.encode(ENVELOPE), StandardCharsets.UTF_8))
                .isEqualTo(LEAF);
        assertThat(FactCodec.decode(LEAF.getBytes(StandardCharsets.UTF_8))).isEqualTo(ENVELOPE);
    }

    @Test
    void aFactOfALaterVersion_isReadAsUnknown_andWrittenTheSame() {
        String later = LEAF.replace("MeasureTaken.v1", "MeasureTaken.v2")
                .replace("\"value\":42", "\"value\":[1,{\"a\":true}]");
        Envelope envelope = FactCodec.decode(later.getBytes(StandardCharsets.UTF_8));
        assertThat(envelope.fact())
                .isEqualTo(new UnknownFact(
                        "io.breakwater.MeasureTaken.v2",
                        "{\"incident\":\"INC-2026-0001\",\"name\":\"time\",\"unit\":\"ms\",\"value\":[1,{\"a\":true}]}",
                        Optional.of(INCIDENT)));
        assertThat(new String(FactCodec.encode(envelope), StandardCharsets.UTF_8))
                .isEqualTo(later);
    }

    @Test
    void everyFactOfTheModel_hasATypeOfItsOwn() {
        assertThat(FactCodec.types()).hasSizeGreaterThan(50).containsKey("io.breakwater.RevocationProven.v1");
        assertThat(FactCodec.typeOf(new ServerStopped("a"))).isEqualTo("io.breakwater.ServerStopped.v1");
    }
}
