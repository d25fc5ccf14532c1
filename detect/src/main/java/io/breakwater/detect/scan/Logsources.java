package io.breakwater.detect.scan;

import io.breakwater.detect.sigma.rule.Logsource;
import java.util.Map;
import java.util.Optional;

/** What Sigma calls the logs that are read. */
final class Logsources {
    private static final Map<String, Logsource> BY_FORMAT = Map.of(
            "aws.cloudtrail", Logsource.of("aws", "cloudtrail"),
            "azure.activity", Logsource.of("azure", "activitylogs"),
            "entra.audit", Logsource.of("azure", "auditlogs"),
            "entra.signin", Logsource.of("azure", "signinlogs"),
            "entra.pim", Logsource.of("azure", "pim"),
            "entra.risk", Logsource.of("azure", "riskdetection"),
            "m365.audit", Logsource.of("m365", "audit"));

    private Logsources() {}

    /** Empty for a format that Sigma has no name for: every rule is tried on it. */
    static Optional<Logsource> of(String format) {
        return Optional.ofNullable(BY_FORMAT.get(format));
    }
}
