package io.breakwater.detect.ocsf;

import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.ScanRules;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes OCSF 1.8.0 (schema.ocsf.io), one JSON object at a time.
 *
 * @param version of this program, for {@code metadata.product}
 */
public record Ocsf(String version) {
    static final String SCHEMA = "1.8.0";

    /**
     * The event as what it is: Authentication (3002), Account Change (3001), Group Management (3006) or API Activity
     * (6003), with the record as {@code raw_data}. The record, which may be long, is moved on with all that is written
     * before it.
     */
    public void event(LogEvent event, JsonWriter json, OutputStream out) throws IOException {
        new OcsfEvent(event, Activity.of(event), json, out).write();
    }

    /** The finding as a Detection Finding (2004), with the events it is about as evidence. */
    public void finding(Finding finding, ScanRules rules, JsonWriter json) {
        new OcsfFinding(finding, rules, version, json).write();
    }
}
