package io.breakwater.detect.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.read.Reading;
import io.breakwater.detect.rules.RulePack;
import io.breakwater.detect.scan.KnownFormats;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.rule.Logsource;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One and the same change in every shape in which Azure gives it, and what comes out when it is read. */
final class AzureKit {
    static final String SUBSCRIPTION = "aaaabbbb-0000-4000-8000-111122223333";
    static final String TENANT = "ccccdddd-0000-4000-8000-111122223333";
    static final String GROUP = "/subscriptions/" + SUBSCRIPTION
            + "/resourceGroups/checkout-prod/providers/Microsoft.Network/networkSecurityGroups/front";
    static final String OPERATION = "Microsoft.Network/networkSecurityGroups/securityRules/write";
    static final String CORRELATION = "48344151-92e0-4a24-bab8-4bbfdf57e09e";

    private AzureKit() {}

    /** What a reading gave. */
    record Outcome(List<LogEvent> events, ReadReport report) {
        LogEvent only() {
            assertThat(events).hasSize(1);
            return events.get(0);
        }

        List<String> formats() {
            return List.copyOf(report.formats().keySet());
        }
    }

    static Outcome read(String content) {
        List<LogEvent> events = new ArrayList<>();
        Input input = Input.stream("-", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        ReadReport report = Reading.of(
                        List.of(input), ReadOptions.of(KnownFormats.all()).withThreads(1))
                .run(() -> seen -> events.add(seen.event()), Progress.NONE);
        return new Outcome(events, report);
    }

    static String activity(String operation, String status) {
        return """
                {"authorization":{"action":"%2$s","scope":"%3$s"},"caller":"mara.keel@harbour.example",\
                "claims":{"http://schemas.microsoft.com/claims/authnmethodsreferences":"pwd,mfa",\
                "http://schemas.microsoft.com/identity/claims/objectidentifier":"b19a5ece-03af-42ac-b2dd-c5b7f5773451",\
                "http://schemas.microsoft.com/identity/claims/tenantid":"%6$s","name":"Mara Keel"},"correlationId":"%4$s",\
                "eventDataId":"3e1f0eec-f4ff-43c6-a6dd-3a417c1df483","eventTimestamp":"2026-09-14T03:12:00.9792776Z",\
                "httpRequest":{"clientIpAddress":"198.51.100.24","method":"PUT"},\
                "operationName":{"value":"%2$s","localizedValue":"Sicherheitsregel anlegen"},\
                "resourceProviderName":{"value":"Microsoft.Network","localizedValue":"Netzwerk"},"resourceId":"%3$s",\
                "status":{"value":"%5$s","localizedValue":"erledigt"},"subStatus":{"value":"Forbidden","localizedValue":"nein"},\
                "subscriptionId":"%1$s"}\
                """.formatted(SUBSCRIPTION, operation, GROUP, CORRELATION, status, TENANT);
    }

    static String exported(String operation, String resultType) {
        return """
                {"time":"2026-09-14T03:12:00.9792776Z","resourceId":"%2$s","operationName":"%1$s","category":"Administrative",\
                "resultType":"%5$s","resultSignature":"Failed.Forbidden","durationMs":"421","callerIpAddress":"198.51.100.24",\
                "correlationId":"%3$s","identity":{"authorization":{"scope":"x","action":"%1$s","evidence":{"role":"Owner",\
                "principalId":"b19a5ece03af42acb2ddc5b7f5773451","principalType":"User"}},"claims":{\
                "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"mara.keel@harbour.example",\
                "http://schemas.microsoft.com/identity/claims/objectidentifier":"b19a5ece-03af-42ac-b2dd-c5b7f5773451",\
                "http://schemas.microsoft.com/claims/authnmethodsreferences":"pwd,mfa"}},"level":"Information",\
                "tenantId":"%4$s","properties":{"eventCategory":"Administrative"}}\
                """.formatted(operation, GROUP.toUpperCase(java.util.Locale.ROOT), CORRELATION, TENANT, resultType);
    }

    static String row(String operation, String status) {
        return """
                {"TimeGenerated":"2026-09-14T03:12:00.9792776Z","OperationNameValue":"%1$s","ActivityStatusValue":"%6$s",\
                "ActivitySubstatusValue":"Forbidden","Caller":"mara.keel@harbour.example","CallerIpAddress":"198.51.100.24",\
                "CategoryValue":"Administrative","CorrelationId":"%3$s","EventDataId":"1e5338dc-7078-472c-be33-ab25e02997bc",\
                "SubscriptionId":"%5$s","_ResourceId":"%2$s","TenantId":"%4$s","Type":"AzureActivity"}\
                """.formatted(
                        operation, GROUP.toLowerCase(java.util.Locale.ROOT), CORRELATION, TENANT, SUBSCRIPTION, status);
    }

    /** How many of the rules match each event, rules being read through the pipelines that come with Breakwater. */
    static List<Integer> matches(String rules, Logsource logsource, List<LogEvent> events) {
        RuleSet set = RulePack.only(List.of(new RuleSource("rules", rules))).read();
        assertThat(set.problems()).isEmpty();
        Plan plan = Plan.of(set);
        return events.stream()
                .map(LogEvent::raw)
                .map(RawRecord::record)
                .map(record ->
                        (int) plan.matcher(logsource).match(record).stream().count())
                .toList();
    }
}
