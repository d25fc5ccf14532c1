package io.breakwater.detect.aws;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.read.Format;
import io.breakwater.detect.read.SeenRecord;
import io.breakwater.detect.read.Vitals;
import java.util.Arrays;
import java.util.List;

/** Objects that AWS writes beside its logs and that are no events: known by name, so that nobody takes them for damage. */
final class Bystander implements Format {
    /** All that are known. */
    static final List<Format> ALL = List.of(
            new Bystander("aws.cloudtrail-digest", "digestStartTime", "digestEndTime", "logFiles"),
            new Bystander("aws.s3-notification", "eventSource", "s3"),
            new Bystander("aws.config-snapshot", "configSnapshotId", "configurationItems"),
            new Bystander("aws.config-item", "configurationItemStatus", "resourceType"),
            new Bystander("aws.guardduty-finding", "schemaVersion", "severity", "service"));

    private final String name;
    private final List<FieldPath> keys;

    private Bystander(String name, String... keys) {
        this.name = name;
        this.keys = Arrays.stream(keys).map(FieldPath::of).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean holds(EventRecord record) {
        for (FieldPath key : keys) {
            if (!record.has(key)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void vitals(EventRecord record, Vitals vitals) {
        // Nothing of it is counted.
    }

    @Override
    public LogEvent event(SeenRecord seen) {
        throw new IllegalStateException(name + " is not an event");
    }

    @Override
    public boolean isEvents() {
        return false;
    }
}
