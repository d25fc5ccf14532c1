package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/watch.md says about buckets is what the code does. */
class DocumentsTest {
    private static String document() throws IOException {
        return Files.readString(
                Path.of(System.getProperty("breakwater.root", "..")).resolve("docs/watch.md"));
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(document())
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    @Test
    void everyTrouble_isInTheTable_andWhetherItIsTheMessagesFault() throws IOException {
        assertThat(found("(?m)^\\| `([A-Z_]+)` \\| (?:held|left) \\|"))
                .containsExactlyElementsOf(
                        Arrays.stream(Trouble.values()).map(Enum::name).toList());
        assertThat(found("(?m)^\\| `([A-Z_]+)` \\| held \\|"))
                .containsExactlyElementsOf(Arrays.stream(Trouble.values())
                        .filter(Trouble::passes)
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void policiesToCopy_areJson_andAllowNothingElse() throws IOException {
        List<String> policies = found("(?s)```json\n(.*?)```");
        assertThat(policies).hasSize(3);
        for (String policy : policies) {
            JsonNode read = new ObjectMapper().readTree(policy);
            assertThat(read.isObject()).isTrue();
            assertThat(policy).doesNotContain("\"*\"", "s3:*", "sqs:*");
        }
        assertThat(policies.get(2))
                .contains("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility")
                .contains("s3:GetObject", "s3:GetObjectVersion", "kms:Decrypt");
    }
}
