package io.breakwater.detect.scan;

import io.breakwater.detect.aws.AwsFormats;
import io.breakwater.detect.read.Format;
import java.util.List;

/** Every kind of log a scan can read, in the order in which records are asked. */
public final class KnownFormats {
    private KnownFormats() {}

    /** All of them. */
    public static List<Format> all() {
        return AwsFormats.all();
    }
}
