package io.breakwater.model;

import java.util.regex.Pattern;

/** The name of a debt: {@code DEBT-} and ten characters of Crockford base 32. */
public record DebtId(String value) implements Id {
    private static final Pattern FORM = Pattern.compile("DEBT-[0-9a-z]{10}");

    public DebtId {
        Id.requireForm("debt", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
