package io.breakwater.evidence.pack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/** What the manifest's payload says: an in-toto statement (version 1) that these files are a pack. */
public record Statement(
        @JsonProperty("_type") String type, List<Subject> subject, String predicateType, Predicate predicate) {
    /** A file and its hash. */
    public record Subject(String name, Digest digest) {}

    /** Lower-case hex SHA-256. */
    public record Digest(String sha256) {}

    /**
     * What the files together are.
     *
     * @param lastSequence the number of the last fact, and so how many there are
     * @param sealedAt the time on that fact, RFC 3339
     * @param archive the zip up to the manifest, which binds how the files are packed and not only what they say
     * @param previous the head the log is proven to have grown out of
     */
    public record Predicate(
            String incident,
            int pack,
            long lastSequence,
            String sealedAt,
            Head checkpoint,
            Archive archive,
            Optional<Head> previous) {}

    /** A log's head. {@code root} is in base64. */
    public record Head(String origin, long size, String root) {}

    /** The first {@code bytes} bytes of the zip. */
    public record Archive(long bytes, String sha256) {}
}
