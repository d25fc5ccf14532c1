package io.breakwater.detect.sigma.match;

import java.util.Locale;
import java.util.Optional;

/** How a number can stand to another. */
public enum Comparison {
    EQ("="),
    NEQ("≠"),
    LT("<"),
    LTE("≤"),
    GT(">"),
    GTE("≥");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    /** By the name that rules use: {@code gte}. */
    public static Optional<Comparison> named(String name) {
        for (Comparison comparison : values()) {
            if (comparison.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(comparison);
            }
        }
        return Optional.empty();
    }

    /** Whether it holds of two numbers that compare like this (as {@code compareTo} answers). */
    public boolean holds(int compared) {
        return switch (this) {
            case EQ -> compared == 0;
            case NEQ -> compared != 0;
            case LT -> compared < 0;
            case LTE -> compared <= 0;
            case GT -> compared > 0;
            case GTE -> compared >= 0;
        };
    }

    /** For people. */
    public String sign() {
        return sign;
    }
}
