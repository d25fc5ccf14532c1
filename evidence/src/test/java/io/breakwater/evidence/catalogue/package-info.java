/** Controls as data: what they ask for, what is wrongly said of them, and which facts show that they were kept. */
@NullMarked
package io.breakwater.evidence.catalogue;

import org.jspecify.annotations.NullMarked;
