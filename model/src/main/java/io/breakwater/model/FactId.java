package io.breakwater.model;

import java.util.regex.Pattern;

/** The name of one fact: a UUID version 7 (RFC 9562 section 5.7). */
public record FactId(String value) implements Id {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    public FactId {
        Id.requireForm("fact", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
