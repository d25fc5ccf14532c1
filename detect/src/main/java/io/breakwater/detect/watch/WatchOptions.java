package io.breakwater.detect.watch;

import io.breakwater.detect.read.Format;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.nio.file.Path;
import java.util.List;

/**
 * How logs are watched.
 *
 * @param book the grants and incidents on the record
 * @param temporary a folder for what does not fit into memory
 */
public record WatchOptions(List<Format> formats, RuleSet rules, LiveBook book, Path temporary) {
    public WatchOptions {
        formats = List.copyOf(formats);
    }
}
