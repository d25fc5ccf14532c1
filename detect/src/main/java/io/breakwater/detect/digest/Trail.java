package io.breakwater.detect.digest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose digests stand in one chain: one trail, in one account and region. CloudTrail writes a chain for each region that
 * a trail logs, and another for backfill digests, which name late log files afterwards.
 *
 * @param home the region in which the trail was made
 */
public record Trail(String account, String region, String name, String home, boolean isBackfill)
        implements Comparable<Trail> {
    private static final Pattern OBJECT =
            Pattern.compile("(?:^|/)(\\d{12})_CloudTrail-Digest_([a-z0-9-]{1,40})_(.{1,128})_"
                    + "([a-z0-9-]{1,40})_\\d{8}T\\d{6}Z(_backfill)?\\.json(?:\\.gz)?$");

    /** What the key of a digest's object in S3 says; empty when it is none. */
    static Optional<Trail> of(String object) {
        Matcher matcher = OBJECT.matcher(object);
        return matcher.find()
                ? Optional.of(new Trail(
                        matcher.group(1),
                        matcher.group(2),
                        matcher.group(3),
                        matcher.group(4),
                        matcher.group(5) != null))
                : Optional.empty();
    }

    @Override
    public int compareTo(Trail other) {
        return toString().compareTo(other.toString());
    }

    /** For people: {@code 111122223333 eu-west-1 my-trail}. */
    @Override
    public String toString() {
        return account + " " + region + " " + name + (home.equals(region) ? "" : " (of " + home + ")")
                + (isBackfill ? " backfill" : "");
    }
}
