/**
 * What a scan leaves behind: a page for people, and the same for spreadsheets, scripts, pipelines and SIEMs. Start with
 * {@link io.breakwater.detect.report.Reports}.
 */
@NullMarked
package io.breakwater.detect.report;

import org.jspecify.annotations.NullMarked;
