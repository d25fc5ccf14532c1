package io.breakwater.response.debt;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The JSON Schema of debt rules says of a document what the reader says")
class RulesSchemaTest {
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(OwnDebtRules.schema(), InputFormat.JSON);

    private List<Error> errors(String yaml) {
        return schema.validate(yaml, InputFormat.YAML);
    }

    @Test
    void theRulesThatComeWithBreakwater_fit() {
        assertThat(errors(DebtRules.resource("debts.yaml"))).isEmpty();
    }

    @Test
    void theExampleOfTheDocumentation_fits_andIsReadAsRulesOfOnesOwn() throws IOException {
        String docs =
                Files.readString(Path.of(System.getProperty("breakwater.root"), "docs", "incidents-and-debts.md"));
        int start = docs.indexOf("```yaml") + "```yaml".length();
        String example = docs.substring(start, docs.indexOf("```", start));

        assertThat(errors(example)).isEmpty();
        assertThat(OwnDebtRules.lint(example)).isEmpty();
    }

    /** What only the reader can know: facts and their fields, days and names that exist. */
    private static boolean needsMoreThanAForm(String message) {
        return List.of(
                                "a time zone",
                                "a week needs",
                                "no fact is called",
                                "has no field",
                                "is no ",
                                "working days are counted",
                                "no calendar",
                                "is nobody",
                                "no holidays",
                                "did you mean b",
                                "as many fields",
                                "is here already")
                        .stream()
                        .anyMatch(message::startsWith)
                || message.contains("is nobody")
                || message.contains("no calendar is called");
    }

    @ParameterizedTest
    @MethodSource("io.breakwater.response.debt.RulesReaderTest#mutations")
    void whatTheFormForbids_theSchemaRefusesToo(int line, String instead, String message) {
        if (needsMoreThanAForm(message)) {
            assertThat(OwnDebtRules.lint(RulesReaderTest.with(line, instead))).isNotEmpty();
        } else {
            assertThat(errors(RulesReaderTest.with(line, instead))).as(instead).isNotEmpty();
        }
    }
}
