package io.breakwater.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.sigma.Matcher;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.rule.Logsource;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Eight questions whose answers are known for a large corpus: for each, a rule that means exactly the same, on every AWS
 * event of the samples and on their variations.
 */
class PredicatesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RuleSet SET = RulePack.shipped().read();
    private static final Matcher MATCHER = Plan.of(SET).matcher(Logsource.of("aws", "cloudtrail"));

    private static final Map<String, Predicate<JsonNode>> MEANINGS = Map.of(
            "aws-root-used",
                    event -> text(event.at("/userIdentity/type")).equals("Root")
                            && !text(event.path("eventType")).equals("AwsServiceEvent"),
            "aws-trail-tampered",
                    event -> text(event.path("eventSource")).equals("cloudtrail.amazonaws.com")
                            && named(event, "StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"),
            "aws-iam-persistence",
                    event -> text(event.path("eventSource")).equals("iam.amazonaws.com")
                            && named(
                                    event,
                                    "CreateAccessKey",
                                    "CreateLoginProfile",
                                    "UpdateLoginProfile",
                                    "AttachUserPolicy",
                                    "AttachRolePolicy",
                                    "PutUserPolicy",
                                    "PutRolePolicy",
                                    "DeactivateMFADevice"),
            "aws-security-group-opened-to-world",
                    event -> named(event, "AuthorizeSecurityGroupIngress")
                            && event.path("requestParameters").toString().contains("0.0.0.0/0"),
            "aws-s3-exposure",
                    event -> named(
                            event,
                            "PutBucketPolicy",
                            "DeleteBucketPolicy",
                            "PutBucketAcl",
                            "DeletePublicAccessBlock",
                            "PutBucketPublicAccessBlock",
                            "DeleteBucketPublicAccessBlock"),
            "aws-snapshot-shared",
                    event ->
                            named(event, "ModifySnapshotAttribute", "ModifyDBSnapshotAttribute", "ModifyImageAttribute")
                                    && event.path("requestParameters")
                                            .toString()
                                            .contains("\"add\""),
            "aws-console-login-without-mfa",
                    event -> named(event, "ConsoleLogin")
                            && text(event.at("/additionalEventData/MFAUsed")).equals("No"),
            "aws-bucket-deleted",
                    event -> named(event, "DeleteBucket")
                            && event.path("errorCode").isMissingNode());

    private static String text(JsonNode value) {
        return value.asText("");
    }

    private static boolean named(JsonNode event, String... names) {
        return Set.of(names).contains(text(event.path("eventName")));
    }

    static Set<String> rules() {
        return MEANINGS.keySet();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rule_meansExactlyItsPredicate(String name) {
        int rule =
                RulePack.infos(SET).stream().map(info -> info.handle()).toList().indexOf(name);
        List<Boolean> answers = new ArrayList<>();
        events().forEach(record -> {
            boolean holds = MEANINGS.get(name).test(tree(record));
            answers.add(holds);
            assertThat(MATCHER.match(record.record()).stream().anyMatch(match -> match == rule))
                    .as(record.json())
                    .isEqualTo(holds);
        });
        assertThat(answers).contains(true, false);
    }

    /** Every AWS event of the samples, as it is, without its parameters, refused, and as an event of the service. */
    private static Stream<RawRecord> events() {
        return PackSamples.files()
                .filter(file -> file.startsWith("aws/"))
                .flatMap(file -> PackSamples.of(file).stream())
                .flatMap(sample -> sample.events().stream().distinct())
                .flatMap(record -> Stream.of(
                                record.json(),
                                record.json().replace("\"requestParameters\"", "\"otherParameters\""),
                                record.json().replace("\"readOnly\"", "\"errorCode\":\"AccessDenied\",\"readOnly\""),
                                record.json().replace("AwsApiCall", "AwsServiceEvent"))
                        .map(json -> RawRecord.of(json.getBytes(StandardCharsets.UTF_8))));
    }

    private static JsonNode tree(RawRecord record) {
        try {
            return JSON.readTree(record.json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
