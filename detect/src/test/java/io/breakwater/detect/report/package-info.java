@NullMarked
package io.breakwater.detect.report;

import org.jspecify.annotations.NullMarked;
