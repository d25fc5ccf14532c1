package io.breakwater.model;

import java.util.regex.Pattern;

/** The name of a finding: {@code F-} and 16 hexadecimal digits, which follow from what it is about. */
public record FindingId(String value) implements Id {
    private static final Pattern FORM = Pattern.compile("F-[0-9a-f]{16}");

    public FindingId {
        Id.requireForm("finding", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
