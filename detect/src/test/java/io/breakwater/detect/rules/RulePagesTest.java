package io.breakwater.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/rules} is what the pack says. */
class RulePagesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("breakwater.root", "..")).resolve("docs/rules");
    private static final String STALE =
            "docs/rules is stale; write it anew: mvn -pl detect -am test -Dtest=RulePagesTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dbreakwater.regenerate=true";

    private final Map<String, String> pages = new RulePages(RulePack.shipped()).all();

    @Test
    void pages_areWhatTheRulesSay() throws IOException {
        if (Boolean.getBoolean("breakwater.regenerate")) {
            regenerate();
        }
        assertThat(written()).as(STALE).isEqualTo(pages);
    }

    @Test
    void index_leadsToEveryRuleByRowAndControl() {
        String index = pages.get("README.md");

        assertThat(index)
                .contains("| R07 | Root used and not rotated afterwards | ")
                .contains("[The root user was used](aws/root-used.md)")
                .contains("| soc2:CC8.1 | ");
        pages.keySet().stream()
                .filter(page -> page.contains("/"))
                .forEach(page -> assertThat(index).contains("](" + page + ")"));
    }

    @Test
    void page_tellsWhatTheAuditorAsksAndWhatToDo() {
        assertThat(pages.get("aws/root-used.md"))
                .contains("# The root user was used")
                .contains("## What the auditor will ask\n\nWho was behind root")
                .contains("## What to do next")
                .contains("- matches: a login")
                .contains("- ignores: a person")
                .contains("```yaml\ntitle: The root user was used");
    }

    @Test
    void events_leadToTheRulesThatNameThem() {
        assertThat(pages.get("events.md"))
                .contains("| `StopLogging` | ")
                .contains("| `Microsoft.Authorization/policyExemptions/write` | ");
    }

    private static Map<String, String> written() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(FOLDER.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return found;
    }

    private void regenerate() throws IOException {
        if (Files.exists(FOLDER)) {
            for (String stale : written().keySet()) {
                Files.delete(FOLDER.resolve(stale));
            }
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Path file = FOLDER.resolve(page.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, page.getValue());
        }
    }
}
