package io.breakwater.detect.sigma.rule;

/** One rule file: the name that errors call it by, and its text. */
public record RuleSource(String name, String text) {}
