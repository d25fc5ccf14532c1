package io.breakwater.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** An output whose reader may have gone. */
final class PipeTest {
    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                throw new IOException(why);
            }
        };
    }

    @Test
    void readerThatWalkedAway_isNoError() {
        PrintWriter out = new PrintWriter(new Pipe(failing("Broken pipe")), true, StandardCharsets.UTF_8);
        out.println("one");
        out.println("two");
        assertThat(out.checkError()).isFalse();
    }

    @Test
    void diskThatIsFull_isOne() {
        PrintWriter out = new PrintWriter(new Pipe(failing("No space left on device")), true, StandardCharsets.UTF_8);
        out.println("one");
        assertThat(out.checkError()).isTrue();
        assertThatThrownBy(() -> new Pipe(failing("No space left on device")).write('x'))
                .isInstanceOf(IOException.class);
    }

    @Test
    void everythingElse_passesAsItIs() throws IOException {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try (Pipe pipe = new Pipe(seen)) {
            pipe.write('a');
            pipe.write("bcd".getBytes(StandardCharsets.UTF_8), 1, 2);
        }
        assertThat(seen).hasToString("acd");
    }

    @Test
    void headOfARealPipe_endsTheToolWithoutAWord() throws Exception {
        Process shell = new ProcessBuilder(
                        "bash",
                        "-c",
                        "set -o pipefail; \"$0\" -XX:TieredStopAtLevel=1 -cp \"$1\" io.breakwater.cli.Main completion |"
                                + " head -n 1",
                        ChildProcess.java(),
                        System.getProperty("java.class.path"))
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.lines()).containsExactly("#!/usr/bin/env bash");
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void fullDisk_endsTheToolWithAnError() throws Exception {
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "\"$0\" -XX:TieredStopAtLevel=1 -cp \"$1\" io.breakwater.cli.Main completion >/dev/full",
                        ChildProcess.java(),
                        System.getProperty("java.class.path"))
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isEqualTo(9);
        assertThat(said).startsWith("OUTPUT_LOST: ");
    }
}
