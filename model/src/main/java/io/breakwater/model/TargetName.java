package io.breakwater.model;

import java.util.regex.Pattern;

/** A thing that can be opened, as policy names it: {@code orders-db}. */
public record TargetName(String value) implements Id {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public TargetName {
        Id.requireForm("target", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
