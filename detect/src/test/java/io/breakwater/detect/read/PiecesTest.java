package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.Logs.Outcome;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** It makes no difference in what pieces a disk or a network hands a file over. */
class PiecesTest {
    /** Hands over at most as many bytes as it says, sometimes fewer. */
    private static final class Trickle extends ByteArrayInputStream {
        private final Random random;
        private final int most;

        Trickle(byte[] content, int most) {
            super(content);
            this.most = most;
            this.random = new Random(most);
        }

        @Override
        public synchronized int read(byte[] into, int at, int length) {
            return super.read(into, at, Math.min(length, 1 + random.nextInt(most)));
        }
    }

    private static Outcome trickled(byte[] content, int most) {
        InputStream in = new Trickle(content, most);
        return Logs.read(Input.stream("-", in));
    }

    static Stream<String> contents() {
        String broken = Logs.event(3).replace("\"mara\"", "\"mara");
        String cell = '"' + Logs.event(2).replace("\"", "\"\"") + '"';
        return Stream.of(
                Logs.records(700),
                Logs.events(700, "\n"),
                "[" + Logs.events(400, " ,\n ") + "," + broken + "," + Logs.events(300, ",") + "]",
                "{\"a\":{\"b\":[1,2]},\"Records\":[" + Logs.events(300, ",") + "],\"tail\":{\"x\":\""
                        + "y".repeat(400_000) + "\"},\"records\":[" + Logs.events(30, ",") + "]}",
                Logs.records(500).substring(0, 200_000),
                "eventTime,eventJson\n" + (",".concat(cell).concat("\r\n")).repeat(300),
                "[" + "{\"eventVersion\":".repeat(3_000) + Logs.events(4, ",") + "]",
                "\n\n  \n");
    }

    @ParameterizedTest
    @MethodSource("contents")
    void content_inPiecesOfAnySize_givesTheSameEventsAndProblems(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Outcome whole = Logs.read(bytes);
        for (int most : List.of(7, 1_000, 130_000)) {
            Outcome pieces = trickled(bytes, most);
            assertThat(pieces.ids()).isEqualTo(whole.ids());
            assertThat(pieces.file()).isEqualTo(whole.file());
        }
    }

    @ParameterizedTest
    @MethodSource("contents")
    void content_compressedAndInPieces_givesTheSameEventsAndProblems(String content) {
        byte[] packed = Logs.gz(content);
        Outcome whole = Logs.read(content);
        for (int most : List.of(1, 900)) {
            Outcome pieces = trickled(packed, most);
            assertThat(pieces.ids()).isEqualTo(whole.ids());
            assertThat(pieces.file().problems()).isEqualTo(whole.file().problems());
            assertThat(pieces.file().contentBytes()).isEqualTo(whole.file().contentBytes());
        }
    }
}
