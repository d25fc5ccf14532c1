package io.breakwater.model;

import java.util.regex.Pattern;

/** A control of a framework, as {@code iso27001:A.8.2}, {@code soc2:CC6.3} or {@code gdpr:33}. */
public record ControlId(String value) implements Id {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 .():/-]{0,62}");

    public ControlId {
        Id.requireForm("control", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
