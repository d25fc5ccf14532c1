package io.breakwater.model;

import java.util.regex.Pattern;

/** A permission level on a target, as policy names it: {@code admin}. */
public record RoleName(String value) implements Id {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public RoleName {
        Id.requireForm("role", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
