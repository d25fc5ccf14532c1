package io.breakwater.detect.scan;

import io.breakwater.detect.event.LogEvent;
import java.util.List;

/**
 * An event that rules match.
 *
 * @param rules the rules' numbers, ascending
 */
record Hit(LogEvent event, List<Integer> rules) {}
