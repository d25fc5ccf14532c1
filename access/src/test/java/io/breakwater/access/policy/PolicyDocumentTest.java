package io.breakwater.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.access.spi.FakeDoors;
import io.breakwater.access.spi.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/policy.md shows passes the checks it speaks of, and it speaks of every one. */
class PolicyDocumentTest {
    private static final Providers PROVIDERS = new Providers(List.of(new FakeDoors(Instant::now, "postgresql")));
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root", ".."));

    @Test
    void examples_haveNoProblems() throws IOException {
        List<String> examples =
                EXAMPLE.matcher(document()).results().map(r -> r.group(1)).toList();
        assertThat(examples)
                .hasSize(2)
                .allSatisfy(
                        example -> assertThat(Policy.lint(example, PROVIDERS)).isEmpty());
    }

    @Test
    void everyCode_isExplained() throws IOException {
        String sources = "";
        for (String name : List.of("PolicySchema", "PolicyReader", "RoleReader", "SettingsReader", "SameDoors")) {
            sources += Files.readString(
                    ROOT.resolve("access/src/main/java/io/breakwater/access/policy/" + name + ".java"));
        }
        sources += Files.readString(ROOT.resolve("document/src/main/java/io/breakwater/document/YamlReader.java"));
        Matcher codes = Pattern.compile("\"([A-Z]{3,}(?:_[A-Z]+)*)\"").matcher(sources);
        String document = document();
        assertThat(codes.results().map(r -> r.group(1)).filter(code -> !code.equals("BEGIN")))
                .isNotEmpty()
                .allSatisfy(code -> assertThat(document).contains("`" + code + "`"));
    }

    private static String document() throws IOException {
        return Files.readString(ROOT.resolve("docs/policy.md"));
    }
}
