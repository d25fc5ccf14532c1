package io.breakwater.model;

import java.util.regex.Pattern;

/** The name of an approval: {@code AP-} and ten characters of Crockford base 32. */
public record ApprovalId(String value) implements Id {
    private static final Pattern FORM = Pattern.compile("AP-[0-9a-z]{10}");

    public ApprovalId {
        Id.requireForm("approval", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
