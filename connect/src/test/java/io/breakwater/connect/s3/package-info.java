@NullMarked
package io.breakwater.connect.s3;

import org.jspecify.annotations.NullMarked;
