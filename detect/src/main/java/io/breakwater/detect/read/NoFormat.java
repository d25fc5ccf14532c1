package io.breakwater.detect.read;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.LogEvent;

/** What a record is before it is recognised: nothing is held by it. */
final class NoFormat implements Format {
    static final Format INSTANCE = new NoFormat();

    private NoFormat() {}

    @Override
    public String name() {
        return "unrecognised";
    }

    @Override
    public boolean holds(EventRecord record) {
        return false;
    }

    @Override
    public void vitals(EventRecord record, Vitals vitals) {}

    @Override
    public LogEvent event(SeenRecord seen) {
        throw new IllegalStateException("nothing was recognised yet");
    }

    @Override
    public boolean isEvents() {
        return false;
    }
}
