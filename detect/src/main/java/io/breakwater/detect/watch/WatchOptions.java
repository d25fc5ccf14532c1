package io.breakwater.detect.watch;

import io.breakwater.detect.cover.JournalCover;
import io.breakwater.detect.read.Format;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.nio.file.Path;
import java.util.List;

/**
 * How logs are watched.
 *
 * @param cover how grants and incidents on the record become cover
 * @param temporary a folder for what does not fit into memory
 */
public record WatchOptions(List<Format> formats, RuleSet rules, JournalCover cover, Path temporary) {
    public WatchOptions {
        formats = List.copyOf(formats);
    }
}
