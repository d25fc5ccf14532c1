package io.breakwater.model;

import java.util.regex.Pattern;

/** The public name of an API token. The secret half is never an id. */
public record TokenId(String value) implements Id {
    private static final Pattern FORM = Pattern.compile("TK-[0-9a-z]{10}");

    public TokenId {
        Id.requireForm("token", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
