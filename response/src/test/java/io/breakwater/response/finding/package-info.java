@org.jspecify.annotations.NullMarked
package io.breakwater.response.finding;
