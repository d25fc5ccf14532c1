/** What people do about what was found in the logs. Start reading at {@code FindingFile}. */
@NullMarked
package io.breakwater.response.finding;

import org.jspecify.annotations.NullMarked;
