package io.breakwater.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/watch.md says about topics is what the code does. */
class DocumentsTest {
    @Test
    void everyTrouble_isInTheTable() throws IOException {
        String document = Files.readString(
                Path.of(System.getProperty("breakwater.root", "..")).resolve("docs/watch.md"));
        assertThat(Pattern.compile("(?m)^\\| `(KAFKA_[A-Z_]+)` \\|")
                        .matcher(document)
                        .results())
                .extracting(row -> row.group(1))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(KafkaTrouble.values())
                        .map(trouble -> "KAFKA_" + trouble.name())
                        .toList());
    }
}
