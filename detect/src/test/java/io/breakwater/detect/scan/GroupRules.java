package io.breakwater.detect.scan;

/** Rules about security groups and looks at instances, which several tests of scans begin with. */
public final class GroupRules {
    /** {@code opened} needs cover, {@code closed} only feeds, {@code looked} feeds {@code many-looks}. */
    public static final String TEXT = """
            title: Security group opened
            name: opened
            logsource: {product: aws, service: cloudtrail}
            detection: {a: {eventName: AuthorizeSecurityGroupIngress}, condition: a}
            tags: [breakwater.r32, breakwater.needs-cover, iso27001.a.8.32]
            level: high
            ---
            title: Security group closed
            name: closed
            logsource: {product: aws, service: cloudtrail}
            detection: {a: {eventName: RevokeSecurityGroupIngress}, condition: a}
            tags: [breakwater.feeds-only]
            level: low
            ---
            title: Instances looked at
            name: looked
            logsource: {product: aws, service: cloudtrail}
            detection: {a: {eventName: DescribeInstances}, condition: a}
            level: informational
            ---
            title: Many looks at instances
            name: many-looks
            correlation:
              type: event_count
              rules: [looked]
              group-by: [sourceIPAddress]
              timespan: 10m
              condition: {gte: 3}
            level: medium
            """;

    private GroupRules() {}
}
