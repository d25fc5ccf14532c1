@NullMarked
package io.breakwater.connect.kafka;

import org.jspecify.annotations.NullMarked;
