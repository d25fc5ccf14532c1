package io.breakwater.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the documents say is what the code does. */
class DocumentsTest {
    private static List<String> rows(String document, String begin) throws IOException {
        Path root = Path.of(System.getProperty("breakwater.root", ".."));
        try (var lines = Files.lines(root.resolve("docs").resolve(document))) {
            return lines.filter(line -> line.startsWith(begin)).toList();
        }
    }

    @Test
    void everySetting_isInTheTable_asItIsInTheCode() throws IOException {
        assertThat(rows("server.md", "| `breakwater."))
                .containsExactlyElementsOf(Arrays.stream(Setting.values())
                        .map(s -> "| `" + s.key() + "` | " + (s.fallback().isEmpty() ? "" : "`" + s.fallback() + "` ")
                                + "| " + s.meaning() + " |")
                        .toList());
    }

    @Test
    void everyCode_isInTheTable_withItsStatus() throws IOException {
        List<String> codes = rows("api.md", "| `").stream()
                .filter(row -> row.matches("\\| `[A-Z_]+` \\|.*"))
                .toList();
        assertThat(codes)
                .containsExactlyElementsOf(Arrays.stream(Code.values())
                        .map(code -> "| `" + code + "` | " + code.status() + " |")
                        .toList());
    }
}
