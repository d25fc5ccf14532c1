package io.breakwater.detect.bench;

import io.breakwater.detect.rules.RulePack;
import io.breakwater.detect.sigma.rule.RuleFiles;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sets of rules that are measured. */
final class RuleSets {
    private static final List<String> ACTIONS = List.of(
            "RunInstances",
            "DescribeInstances",
            "AssumeRole",
            "GetObject",
            "PutObject",
            "ListBuckets",
            "CreateUser",
            "AttachRolePolicy",
            "PutBucketPolicy",
            "ConsoleLogin",
            "DescribeSnapshots",
            "GetSecretValue",
            "Decrypt",
            "CreateAccessKey",
            "GetCallerIdentity",
            "DeleteTrail",
            "StopLogging",
            "ModifySnapshotAttribute",
            "AuthorizeSecurityGroupIngress",
            "UpdateFunctionCode20150331v2");

    private final List<RuleSource> theirs;

    RuleSets(Path sigmaRules) {
        theirs = RuleFiles.find(List.of(sigmaRules), new Problems());
    }

    private static RuleSet sound(RuleSet rules) {
        if (!rules.isSound()) {
            throw new IllegalStateException("rules with errors: " + rules.problems());
        }
        return rules;
    }

    RuleSet theirs() {
        return sound(RuleSet.read(theirs, RuleOptions.none()));
    }

    RuleSet theirsAndOurs() {
        return sound(RulePack.shipped().with(theirs).read());
    }

    /** With rules that look at events the corpus has many of, at fields of different depth, and never match. */
    RuleSet andMore(int count) {
        List<RuleSource> all = new ArrayList<>(theirs);
        for (int i = 0; i < count; i++) {
            all.add(new RuleSource("more-" + i + ".yml", more(i)));
        }
        return sound(RulePack.shipped().with(all).read());
    }

    /** The same rules as files; returns their folder. */
    static Path writeMore(Path folder, int count) throws IOException {
        Files.createDirectory(folder);
        for (int i = 0; i < count; i++) {
            Files.writeString(folder.resolve("more-" + i + ".yml"), more(i));
        }
        return folder;
    }

    static RuleSet truth() {
        return sound(RuleSet.read(
                Truth.rules().entrySet().stream()
                        .map(rule -> new RuleSource(rule.getKey() + ".yml", rule.getValue()))
                        .toList(),
                RuleOptions.none()));
    }

    private static String more(int i) {
        String action = ACTIONS.get(i % ACTIONS.size());
        return """
                title: More %1$d
                id: 00000000-0000-4000-9000-%1$012d
                logsource:
                  product: aws
                  service: cloudtrail
                detection:
                  selection:
                    eventName: %2$s
                    requestParameters.name%3$d|contains: never-%1$d
                  other:
                    userAgent|contains: never-seen-%1$d
                    eventName: [%2$s, Other%1$d]
                  filter:
                    userIdentity.arn|startswith: 'arn:aws:iam::%1$012d'
                  condition: (selection or other) and not filter
                level: low
                """.formatted(i, action, i % 7);
    }

    static String titleOf(RuleSet rules, int number) {
        return rules.info(number).title().toLowerCase(Locale.ROOT);
    }
}
