package io.breakwater.detect.cover;

import java.util.Locale;

/** The four that together explain an event. */
public enum CoverPart {
    GRANT,
    INCIDENT,
    TICKET,
    APPROVAL;

    /** The part in words. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
