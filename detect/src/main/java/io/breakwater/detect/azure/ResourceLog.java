package io.breakwater.detect.azure;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.read.Format;
import io.breakwater.detect.read.SeenRecord;
import io.breakwater.detect.read.Vitals;

/**
 * A record that a diagnostic setting wrote for a single resource, such as a key vault's requests or a network group's
 * flows. Known by its form, so that nobody takes it for damage; it is no log of changes, and is not read further.
 */
final class ResourceLog implements Format {
    @Override
    public String name() {
        return "azure.resource-log";
    }

    @Override
    public boolean holds(EventRecord record) {
        return Shapes.isExported(record);
    }

    @Override
    public void vitals(EventRecord record, Vitals vitals) {
        // Nothing of it is counted.
    }

    @Override
    public LogEvent event(SeenRecord seen) {
        throw new IllegalStateException(name() + " is not an event");
    }

    @Override
    public boolean isEvents() {
        return false;
    }
}
