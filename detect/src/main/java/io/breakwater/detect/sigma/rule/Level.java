package io.breakwater.detect.sigma.rule;

/** How grave a match is; the least grave first. */
public enum Level {
    INFORMATIONAL,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
