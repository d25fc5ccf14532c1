package io.breakwater.detect.digest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One digest ("CloudTrail digest file structure", AWS CloudTrail User Guide).
 *
 * @param name of the file it was read from
 * @param object its key in S3, as it says itself
 * @param endText the end as it is written, which is what was signed
 * @param sha256 of its uncompressed content
 * @param sidecar the signature that was kept beside it: S3 keeps it in the object's metadata, which a copy loses
 */
record DigestFile(
        String name,
        Trail trail,
        Instant start,
        Instant end,
        String endText,
        String bucket,
        String object,
        String fingerprint,
        Optional<Previous> previous,
        List<LogFile> logs,
        String sha256,
        Optional<String> sidecar) {
    /** What a digest says of the one before it. The first digest of a chain has none. */
    record Previous(String object, String sha256, String signature) {}

    /** A log file that a digest names, with the SHA-256 of its uncompressed content. */
    record LogFile(String object, String sha256) {}

    DigestFile {
        logs = List.copyOf(logs);
    }

    /** The data-to-sign string ("Custom implementations of CloudTrail log file integrity validation"). */
    byte[] signedBytes() {
        return String.join(
                        "\n",
                        endText,
                        bucket + "/" + object,
                        sha256,
                        previous.map(Previous::signature).orElse("null"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
