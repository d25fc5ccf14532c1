package io.breakwater.model;

import java.util.regex.Pattern;

/** The number of an incident: {@code INC-2026-0042}. Numbers have no holes, so that a missing incident shows. */
public record IncidentId(String value) implements Id {
    private static final Pattern FORM = Pattern.compile("INC-[0-9]{4}-[0-9]{4,9}");

    public IncidentId {
        Id.requireForm("incident", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
