package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.rules.SampleView;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a follow-up takes for the same thing. */
class GroupValuesTest {
    private static final String RULES = """
            title: Any
            name: any
            logsource: {product: aws}
            detection: {a: {eventName: Any}, condition: a}
            ---
            title: State
            type: followup
            followup: {opens: [any], closes: [any], group-by: ['FIELD']}
            """;

    private static List<String> group(String field, String members) {
        RuleSet set = RuleSet.read(List.of(new RuleSource("r.yml", RULES.replace("FIELD", field))), RuleOptions.none());
        byte[] json = ("{\"eventTime\":\"2026-07-01T03:00:00Z\"," + members + "}").getBytes(StandardCharsets.UTF_8);
        LogEvent event = SampleView.of(RawRecord.of(json), 0);
        return new GroupValues(set)
                .of(set.followups().get(0), 0, event, event.raw().record());
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/S/resourceGroups/G/providers/Microsoft.Web/sites/Pay, /subscriptions/s/resourcegroups/g/providers/microsoft.web/sites/pay",
        "/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.WEB/SITES/PAY/CONFIG/WEB, /subscriptions/s/resourcegroups/g/providers/microsoft.web/sites/pay",
        "/subscriptions/s/resourceGroups/g/providers/A.B/c/d/providers/Microsoft.Insights/diagnosticSettings/e, /subscriptions/s/resourcegroups/g/providers/a.b/c/d",
        "/subscriptions/S/resourceGroups/G, /subscriptions/s/resourcegroups/g",
        "arn:aws:s3:::Bucket/providers/a/b/c/d, arn:aws:s3:::Bucket/providers/a/b/c/d",
    })
    void deployment_isTheResourceOfAzureThatCodeDeploys_inOneCase(String id, String deployment) {
        assertThat(group("view.deployment", "\"resourceId\":\"" + id + "\"")).containsExactly(deployment);
    }

    @Test
    void resources_ofAzure_areOneInEveryCase_andOthersAreNot() {
        assertThat(group("view.resources", "\"resourceId\":\"/Subscriptions/S\""))
                .containsExactly("/subscriptions/s");
        assertThat(group("view.resources", "\"resourceId\":\"Key\"")).containsExactly("Key");
    }

    @Test
    void severalValues_areOneGroup_inAnyOrder_eachOnce() {
        assertThat(group("f|last", "\"f\":[\"x/b\",\"a\",\"y/b\",null]")).containsExactly("a b");
        assertThat(group("f", "\"f\":[\"x/b\",\"a\"]")).containsExactly("a x/b");
        assertThat(group("g", "\"f\":1")).containsExactly("");
    }
}
