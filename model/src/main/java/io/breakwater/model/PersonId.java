package io.breakwater.model;

import java.util.regex.Pattern;

/** The one name a person acts under: ASCII only, so that no two names look alike. */
public record PersonId(String value) implements Id {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9._-]{0,62}");

    public PersonId {
        Id.requireForm("person", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
