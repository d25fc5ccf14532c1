package io.breakwater.model;

import java.util.regex.Pattern;

/** The name of a grant: {@code GR-} and ten characters of Crockford base 32 (50 random bits), lower case because it becomes part of account names. */
public record GrantId(String value) implements Id {
    private static final Pattern FORM = Pattern.compile("GR-[0-9a-z]{10}");

    public GrantId {
        Id.requireForm("grant", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
