package io.breakwater.detect.aws;

import java.util.Optional;

/**
 * An Amazon Resource Name in its six parts ("Amazon Resource Names", AWS IAM User Guide). Region and account are empty
 * where the service has none; a grant's may have {@code *} in any part.
 */
public record Arn(String partition, String service, String region, String account, String resource) {
    private static final String SCHEME = "arn:";
    private static final int PARTS = 6;

    /** The name in its parts; empty when the text is none. */
    public static Optional<Arn> of(String text) {
        String[] parts = text.split(":", PARTS);
        return text.startsWith(SCHEME) && parts.length == PARTS
                ? Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]))
                : Optional.empty();
    }

    Arn withAccount(String other) {
        return new Arn(partition, service, region, other, resource);
    }

    Arn withResource(String other) {
        return new Arn(partition, service, region, account, other);
    }

    /** What stands behind the last slash or colon. */
    public String last() {
        return resource.substring(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
    }

    /** The name as AWS writes it. */
    @Override
    public String toString() {
        return SCHEME + String.join(":", partition, service, region, account, resource);
    }
}
