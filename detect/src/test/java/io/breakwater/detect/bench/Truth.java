package io.breakwater.detect.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the corpus counts while it is made, as rules: each must find exactly what was planted. */
final class Truth {
    private Truth() {}

    /** Rules by the name that the corpus' truth.json gives to the count. */
    static Map<String, String> rules() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("root", rule("root", """
                  a:
                    userIdentity.type|cased: Root
                  b:
                    eventType|cased: AwsServiceEvent
                  condition: a and not b
                """));
        rules.put(
                "trail_tampering",
                named("trail_tampering", "cloudtrail", "StopLogging, DeleteTrail, UpdateTrail, PutEventSelectors"));
        rules.put(
                "iam_persistence",
                named(
                        "iam_persistence",
                        "iam",
                        "CreateAccessKey, CreateLoginProfile, UpdateLoginProfile,"
                                + " AttachUserPolicy, AttachRolePolicy, PutUserPolicy, PutRolePolicy, DeactivateMFADevice"));
        rules.put("security_group_open", rule("security_group_open", """
                  a:
                    eventName: AuthorizeSecurityGroupIngress
                    requestParameters|contains: 0.0.0.0/0
                  condition: a
                """));
        rules.put("s3_exposure", rule("s3_exposure", """
                  a:
                    eventName: [PutBucketPolicy, DeleteBucketPolicy, PutBucketAcl, DeletePublicAccessBlock,
                      PutBucketPublicAccessBlock, DeleteBucketPublicAccessBlock]
                  condition: a
                """));
        rules.put("snapshot_shared", rule("snapshot_shared", """
                  a:
                    eventName: [ModifySnapshotAttribute, ModifyDBSnapshotAttribute, ModifyImageAttribute]
                    requestParameters|contains: '"add"'
                  condition: a
                """));
        rules.put("login_without_mfa", rule("login_without_mfa", """
                  a:
                    eventName: ConsoleLogin
                    additionalEventData.MFAUsed|cased: 'No'
                  condition: a
                """));
        rules.put("bucket_deleted", rule("bucket_deleted", """
                  a:
                    eventName: DeleteBucket
                    errorCode: null
                  condition: a
                """));
        return rules;
    }

    private static String named(String title, String service, String names) {
        return rule(
                title,
                "  a:\n    eventSource: " + service + ".amazonaws.com\n    eventName: [" + names
                        + "]\n  condition: a\n");
    }

    private static String rule(String title, String detection) {
        return "title: " + title + "\nlogsource:\n  product: aws\n  service: cloudtrail\ndetection:\n" + detection;
    }
}
