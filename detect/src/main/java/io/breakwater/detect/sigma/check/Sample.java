package io.breakwater.detect.sigma.check;

import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.sigma.yaml.Place;
import java.util.List;

/**
 * One case of a samples file.
 *
 * @param matches whether the rules beside it are to match
 * @param events one event, or several in the order of their times
 */
public record Sample(Place place, String name, boolean matches, List<RawRecord> events) {}
