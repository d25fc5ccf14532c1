package io.breakwater.detect.scan;

import io.breakwater.detect.aws.AwsFormats;
import io.breakwater.detect.azure.AzureFormats;
import io.breakwater.detect.read.Format;
import java.util.List;
import java.util.stream.Stream;

/** Every kind of log a scan can read, in the order in which records are asked. */
public final class KnownFormats {
    private KnownFormats() {}

    /** All of them. */
    public static List<Format> all() {
        return Stream.concat(AwsFormats.all().stream(), AzureFormats.all().stream())
                .toList();
    }
}
