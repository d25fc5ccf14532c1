package io.breakwater.detect.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {
    private static final int PIECE = 1 << 20;

    @TempDir
    Path folder;

    private Path zeros(int pieces, int more) throws IOException {
        Path file = folder.resolve("zeros.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < pieces; i++) {
                out.write(new byte[PIECE]);
            }
            out.write(new byte[more]);
        }
        return file;
    }

    @Test
    void digestThatUnpacksToMoreThanAnyHas_isNotTakenIntoMemory() throws IOException {
        Path bomb = zeros(Content.DIGEST_BYTES / PIECE, 1);

        assertThat(Files.size(bomb)).isLessThan(PIECE);
        assertThatThrownBy(() -> Content.ofDigest(bomb))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than " + Content.DIGEST_BYTES);
    }

    @Test
    void hash_isOfWhatIsPacked() throws IOException {
        Path packed = zeros(0, 3);
        Path plain = Files.write(folder.resolve("zeros.json"), new byte[3]);

        assertThat(Content.sha256(packed))
                .isEqualTo(Content.sha256(plain))
                .isEqualTo("709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c");
    }
}
