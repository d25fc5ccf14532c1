package io.breakwater.connect.s3;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which objects a message may make us read. Whoever can send to the queue chooses the names in its messages, so without this
 * they could have any bucket read that the server can reach.
 */
record AllowedObjects(List<Entry> entries) {
    /** Names of buckets, old ones too; never an ARN, behind which the SDK would look for other services. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

    AllowedObjects {
        entries = List.copyOf(entries);
    }

    /** A bucket, and how keys in it begin; an empty beginning is that of every key. */
    record Entry(String bucket, String prefix) {
        static Entry of(String text) {
            String[] parts = text.split("/", 2);
            return new Entry(parts[0], parts.length == 1 ? "" : parts[1]);
        }

        boolean isValid() {
            return BUCKET.matcher(bucket).matches();
        }

        private boolean allows(LoggedObject object) {
            return bucket.equals(object.bucket()) && object.key().startsWith(prefix) && staysBelow(object.key());
        }

        /** S3 takes dots for names like any other; what stands between may not. */
        private boolean staysBelow(String key) {
            return prefix.isEmpty()
                    || Arrays.stream(key.split("/")).noneMatch(part -> part.equals("..") || part.equals("."));
        }
    }

    void check(LoggedObject object) throws Failed {
        if (entries.stream().noneMatch(entry -> entry.allows(object))) {
            throw new Failed(
                    Trouble.BUCKET_REFUSED,
                    object.shown() + " is announced, and breakwater.watch.s3.buckets does not allow it; somebody may be"
                            + " sending to the queue who should not");
        }
    }
}
