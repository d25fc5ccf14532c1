package io.breakwater.detect.report;

/**
 * What reports say beside what was found.
 *
 * @param version of this program
 */
public record ReportOptions(String version, ControlNames controls) {}
