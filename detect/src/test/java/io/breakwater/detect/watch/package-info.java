@org.jspecify.annotations.NullMarked
package io.breakwater.detect.watch;
