/**
 * Cover that lies in files: exports of PIM, Identity Center, Jira and ServiceNow, tables of your own with a mapping, and
 * {@code cover.yaml}. Start reading at {@link io.breakwater.detect.cover.file.CoverFiles}.
 */
@NullMarked
package io.breakwater.detect.cover.file;

import org.jspecify.annotations.NullMarked;
