package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform's inflater gives what the JDK's gives, byte for byte and problem for problem. Needs libdeflate0. */
class InflatersTest {
    private static final int MOST = 16 << 20;

    private static final int ENOUGH_FOR_NATIVE = (int) Limits.NATIVE_FROM_BYTES;

    @TempDir
    Path folder;

    private List<FileReport> reports(ReadOptions options) {
        return Reading.of(List.of(Input.path(folder)), options)
                .run(() -> seen -> {}, Progress.NONE)
                .files();
    }

    @Test
    void moreThreads_holdLessEach_andNeverMoreThanTheirShare() {
        assertThat(Limits.wholeContentBytes(1)).isEqualTo(16 << 20);
        assertThat(Limits.wholeContentBytes(2)).isEqualTo(16 << 20);
        assertThat(Limits.wholeContentBytes(8)).isEqualTo(4 << 20);
        assertThat(Limits.wholeContentBytes(256)).isEqualTo(1 << 20);
    }

    @Test
    void theLibrary_isThere() {
        assertThat(LibDeflate.open(MOST)).isPresent();
    }

    @Test
    void oneMember_isInflatedWhole() {
        LibDeflate library = LibDeflate.open(MOST).orElseThrow();
        byte[] content = Logs.records(5_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] packed = Logs.gz(content);
        byte[] out = new byte[content.length];
        assertThat(library.inflate(packed, 0, packed.length, out, content.length))
                .isTrue();
        assertThat(out).isEqualTo(content);
        library.close();
    }

    @Test
    void whatItCannotTake_isLeft() {
        LibDeflate library = LibDeflate.open(MOST).orElseThrow();
        byte[] packed = Logs.gz("[]");
        byte[] out = new byte[100];
        assertThat(library.inflate(packed, 0, packed.length, out, 3)).isFalse();
        assertThat(library.inflate(packed, 0, packed.length, out, 1)).isFalse();
        assertThat(library.inflate(packed, 0, packed.length - 1, out, 2)).isFalse();
        assertThat(library.inflate(Arrays.copyOf(packed, packed.length + 1), 0, packed.length + 1, out, 2))
                .isFalse();
        library.close();
    }

    @Test
    void everyKindOfFile_givesTheSameReportWithBoth() throws IOException {
        byte[] one = Logs.gz(Logs.records(300));
        byte[] corrupt = one.clone();
        corrupt[one.length / 2] ^= 0x55;
        byte[] wrongSum = one.clone();
        wrongSum[one.length - 6] ^= 1;
        byte[] noise = new byte[ENOUGH_FOR_NATIVE];
        new Random(1).nextBytes(noise);
        write("one", one);
        write("two-members", joined(one, Logs.gz(Logs.records(10))));
        write("corrupt", corrupt);
        write("wrong-sum", wrongSum);
        write("cut", Arrays.copyOf(one, one.length - 20));
        write("padded", Arrays.copyOf(one, one.length + 512));
        write("trailing", joined(one, new byte[] {1, 2, 3}));
        write("empty", new byte[0]);
        write("noise-gz", Logs.gz(noise));
        List<FileReport> withBoth = reports(Logs.OPTIONS);
        assertThat(withBoth).isEqualTo(reports(Logs.OPTIONS.withoutPlatformInflater()));
        List<String> troubled = new ArrayList<>();
        withBoth.stream().filter(file -> !file.isClean()).forEach(file -> troubled.add(file.name()));
        assertThat(troubled.stream().map(name -> name.substring(name.lastIndexOf('/') + 1)))
                .contains("corrupt", "cut", "noise-gz", "trailing", "wrong-sum")
                .doesNotContain("one", "padded", "two-members");
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
