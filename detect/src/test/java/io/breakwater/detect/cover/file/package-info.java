@NullMarked
package io.breakwater.detect.cover.file;

import org.jspecify.annotations.NullMarked;
