package io.breakwater.detect.ocsf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.cover.PartAnswer;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.event.Whereabouts;
import io.breakwater.detect.scan.EventRef;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.ScanRules;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Events and findings of every kind that is written as OCSF. */
final class OcsfSamples {
    static final Instant TIME = Instant.parse("2026-07-01T03:12:09.250Z");
    static final Principal ALICE = new Principal(
            "AssumedRole",
            "arn:aws:sts::111122223333:assumed-role/Admin/alice",
            "alice",
            "111122223333",
            Optional.of("ASIA1"),
            Optional.of("alice"),
            Optional.of("alice@example.com"),
            Optional.of("arn:aws:iam::111122223333:role/Admin"),
            Optional.of(true));
    static final Principal NOBODY = new Principal(
            "", "", "", "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static final ScanRules RULES =
            new ScanRules(RuleSet.read(List.of(new RuleSource("rules.yml", """
            title: Security group opened
            name: opened
            id: 11111111-1111-4111-8111-111111111111
            description: Somebody let traffic in.
            logsource: {product: aws}
            detection: {a: {eventName: X}, condition: a}
            tags: [breakwater.needs-cover, breakwater.r32, iso27001.a.8.32, gap.undocumented-change,
              attack.privilege-escalation, attack.t1078.004, attack.t1098]
            level: high
            breakwater: {ask: Who?, next: Close it.}
            ---
            title: Plain rule
            logsource: {product: aws}
            detection: {a: {eventName: Y}, condition: a}
            """)), RuleOptions.of(List.of())));

    private OcsfSamples() {}

    static LogEvent aws(String service, String action, String record) {
        return event(Cloud.AWS, "aws.cloudtrail", service, action, ALICE, "203.0.113.7", record);
    }

    static LogEvent event(
            Cloud cloud, String format, String service, String action, Principal who, String address, String record) {
        return new LogEvent(
                cloud,
                format,
                "e-1",
                TIME,
                service,
                action,
                "111122223333",
                "eu-west-1",
                Outcome.SUCCESS,
                "",
                who,
                address,
                "aws-cli/2",
                List.of("arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1"),
                Optional.of(TIME.plusSeconds(240)),
                new Whereabouts("AWSLogs/a.json.gz", 17),
                RawRecord.of(record.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of an event that says as little as an event can. */
    static LogEvent bare() {
        return new LogEvent(
                Cloud.UNKNOWN,
                "own",
                "",
                Instant.EPOCH,
                "",
                "",
                "",
                "",
                Outcome.UNKNOWN,
                "",
                NOBODY,
                "",
                "",
                List.of(),
                Optional.empty(),
                new Whereabouts("", 0),
                RawRecord.of("{}".getBytes(StandardCharsets.UTF_8)));
    }

    static Stream<LogEvent> events() {
        String named = "{\"requestParameters\":{\"userName\":\"bob\",\"groupName\":\"admins\"}}";
        List<LogEvent> all = new ArrayList<>();
        for (String action : List.of(
                "CreateUser",
                "DeleteUser",
                "ChangePassword",
                "EnableMFADevice",
                "CreateAccessKey",
                "AddUserToGroup",
                "DeleteGroup",
                "CreateRole",
                "ListUsers")) {
            all.add(aws("iam.amazonaws.com", action, named));
            all.add(aws("iam.amazonaws.com", action, "{\"requestParameters\":null}"));
        }
        all.add(aws("signin.amazonaws.com", "ConsoleLogin", "{}"));
        all.add(aws("signin.amazonaws.com", "SwitchRole", "{}"));
        all.add(aws("ec2.amazonaws.com", "AuthorizeSecurityGroupIngress", named));
        all.add(aws("kms.amazonaws.com", "Decrypt", named));
        String azure = "Microsoft.Network/networkSecurityGroups/securityRules/";
        for (String verb : List.of("write", "delete", "read", "action", "WRITE")) {
            all.add(event(
                    Cloud.AZURE, "azure.activity", "Microsoft.Network", azure + verb, NOBODY, "2001:db8::1", "{}"));
        }
        Principal app = new Principal(
                "ServicePrincipal",
                "6f9d",
                "deployer",
                "t-1",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        all.add(event(Cloud.ENTRA, "entra.audit", "Core Directory", "Add user", app, "", "{}"));
        all.add(event(Cloud.ENTRA, "entra.audit", "Core Directory", "Add member to group", app, "", "{}"));
        all.add(event(Cloud.ENTRA, "entra.audit", "Core Directory", "Add member to role", app, "", "{}"));
        all.add(event(Cloud.ENTRA, "entra.signin", "", "Sign-in activity", app, "unparseable:::1", "{}"));
        all.add(event(Cloud.MICROSOFT_365, "m365.audit", "Exchange", "New-InboxRule", app, "", "{}"));
        all.add(event(Cloud.MICROSOFT_365, "m365.audit", "AzureActiveDirectory", "UserLoggedIn", app, "", "{}"));
        all.add(bare());
        return all.stream();
    }

    static Finding finding(Optional<Verdict> verdict, Level level) {
        LogEvent event = aws("ec2.amazonaws.com", "AuthorizeSecurityGroupIngress", "{}");
        return new Finding(
                "F-1",
                Finding.Kind.EVENT,
                TIME,
                List.of(0, 1),
                level,
                "Security group opened",
                Optional.of(event),
                List.of(),
                verdict.map(OcsfSamples::cover));
    }

    static Finding correlation() {
        EventRef one =
                new EventRef("e-1", TIME, "1", "r", "s", "A", "alice", "203.0.113.7", "arn:x", new Whereabouts("f", 1));
        EventRef two = new EventRef("", TIME.plusSeconds(9), "", "", "", "", "", "", "", new Whereabouts("f", 2));
        return new Finding(
                "F-2",
                Finding.Kind.CORRELATION,
                TIME,
                List.of(1),
                Level.CRITICAL,
                "Several",
                Optional.empty(),
                List.of(one, two),
                Optional.empty());
    }

    private static CoverAnswer cover(Verdict verdict) {
        return new CoverAnswer(
                verdict,
                List.of(
                        new PartAnswer(
                                CoverPart.GRANT, PartAnswer.State.MISSING, Optional.empty(), "none at that time"),
                        new PartAnswer(CoverPart.INCIDENT, PartAnswer.State.UNKNOWN, Optional.empty(), "none given"),
                        new PartAnswer(CoverPart.TICKET, PartAnswer.State.FOUND, Optional.of("CHG1"), "names it"),
                        new PartAnswer(CoverPart.APPROVAL, PartAnswer.State.FOUND, Optional.of("bob"), "said yes")),
                verdict == Verdict.SUSPECTED_COMPROMISE ? Optional.of("from another address") : Optional.empty());
    }

    static Stream<Finding> findings() {
        Stream<Finding> judged = Stream.of(Verdict.values()).map(v -> finding(Optional.of(v), Level.HIGH));
        Stream<Finding> others = Stream.of(Level.values()).map(level -> finding(Optional.empty(), level));
        return Stream.of(judged, others, Stream.of(correlation())).flatMap(all -> all);
    }

    static JsonNode json(LogEvent event) {
        JsonWriter json = new JsonWriter();
        try {
            new Ocsf("1.2.3").event(event, json, OutputStream.nullOutputStream());
        } catch (IOException neverHere) {
            throw new UncheckedIOException(neverHere);
        }
        return parsed(json);
    }

    static JsonNode json(Finding finding) {
        JsonWriter json = new JsonWriter();
        new Ocsf("1.2.3").finding(finding, RULES, json);
        return parsed(json);
    }

    private static JsonNode parsed(JsonWriter json) {
        try {
            return new ObjectMapper().readTree(new String(json.toBytes(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }
}
