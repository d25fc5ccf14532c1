@NullMarked
package io.breakwater.model.page;

import org.jspecify.annotations.NullMarked;
