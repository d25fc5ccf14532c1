package io.breakwater.detect.aws;

import io.breakwater.detect.read.Format;
import java.util.ArrayList;
import java.util.List;

/** What of AWS is recognised. */
public final class AwsFormats {
    private AwsFormats() {}

    /** CloudTrail's events, and what lies beside them. */
    public static List<Format> all() {
        List<Format> formats = new ArrayList<>();
        formats.add(new CloudTrail());
        formats.addAll(Bystander.ALL);
        return List.copyOf(formats);
    }
}
