package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The part of a file that is in memory, and where reading goes on after damage. */
class WindowTest {
    private final Tally tally = new Tally(new Counts(new Reports()), Optional.empty());
    private final Window window = new Window();

    private static Feed of(byte[] content, int piece) {
        int[] at = {0};
        return (into, place, length) -> {
            int bytes = Math.min(Math.min(piece, length), content.length - at[0]);
            if (bytes == 0) {
                return -1;
            }
            System.arraycopy(content, at[0], into, place, bytes);
            at[0] += bytes;
            return bytes;
        };
    }

    private static byte[] numbered(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i % 251);
        }
        return content;
    }

    private FileReport report() {
        return tally.report(Logs.source(0, "f"), "", 0, 0);
    }

    @Test
    void content_passesThroughWhole_whateverIsKept() {
        byte[] content = numbered(3_000_000);
        window.open(of(content, 70_000), tally);
        long next = 0;
        while (window.more() || window.at() < window.end()) {
            int taken = Math.max(1, (window.end() - window.at()) / 3 * 2);
            for (int i = 0; i < taken; i++) {
                assertThat(window.bytes()[window.at()]).isEqualTo(content[(int) next]);
                assertThat(window.offset(window.at())).isEqualTo(next);
                window.moveTo(window.at() + 1);
                next++;
            }
        }
        assertThat(next).isEqualTo(content.length);
        assertThat(window.isEnded()).isTrue();
    }

    @Test
    void whatIsKept_isBounded() {
        window.open((into, at, length) -> length, tally);
        int times = 0;
        while (window.more()) {
            times++;
        }
        assertThat(window.isFull()).isTrue();
        assertThat(window.isEnded()).isFalse();
        assertThat(window.bytes().length).isLessThan(Limits.RECORD_BYTES + 2 * Limits.CHUNK_BYTES);
        assertThat(times).as("it doubles").isLessThan(10);
    }

    @Test
    void feedThatBreaks_endsTheContent_withItsReason() {
        List<IOException> failures =
                new ArrayList<>(List.of(new Feed.DamagedException(Problem.BOMB, "too much"), new IOException("gone")));
        for (Problem expected : List.of(Problem.BOMB, Problem.UNREADABLE)) {
            IOException failure = failures.remove(0);
            window.open(
                    (into, at, length) -> {
                        throw failure;
                    },
                    tally);
            assertThat(window.more()).isFalse();
            assertThat(window.isEnded()).isTrue();
            assertThat(report().problems()).containsKey(expected);
        }
    }

    private static int found(Anchor anchor, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return anchor.next(bytes, 0, bytes.length);
    }

    private static void learn(Anchor anchor, String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        anchor.learn(bytes, 0, bytes.length);
    }

    @Test
    void recordBegins_afterACommaABracketOrALine_withAKnownKey() {
        Anchor anchor = new Anchor();
        learn(anchor, "{ \"eventVersion\" : 1}");
        assertThat(found(anchor, "x,{\"eventVersion\":1")).isEqualTo(2);
        assertThat(found(anchor, "[ {\n \"eventVersion\":1")).isEqualTo(2);
        assertThat(found(anchor, "oops\n{\"eventVersion\":1")).isEqualTo(5);
        assertThat(found(anchor, "}{\"eventVersion\":1")).isEqualTo(1);
        assertThat(found(anchor, "x:{\"eventVersion\":1")).isEqualTo(-1);
        assertThat(found(anchor, ",{\"eventVersions\":1")).isEqualTo(-1);
        assertThat(found(anchor, ",{\"eventVersio")).isEqualTo(-1);
    }

    @Test
    void twoKindsOfBeginnings_areKnown_andBeforeAnyAllAre() {
        Anchor anchor = new Anchor();
        assertThat(found(anchor, ",{\"anything\":1")).isEqualTo(1);
        learn(anchor, "{\"first\":1}");
        learn(anchor, "{\"second\":1}");
        assertThat(found(anchor, ",{\"anything\":1,{\"first\":1")).isEqualTo(15);
        assertThat(found(anchor, ",{\"second\":1")).isEqualTo(1);
        learn(anchor, "{\"third\":1}");
        assertThat(found(anchor, ",{\"first\":1")).isEqualTo(-1);
        anchor.forget();
        assertThat(found(anchor, ",{\"first\":1")).isEqualTo(1);
    }
}
