package io.breakwater.detect.digest;

import io.breakwater.detect.digest.DigestFile.LogFile;
import io.breakwater.detect.digest.DigestReader.NoDigestException;
import io.breakwater.detect.digest.Flaw.Kind;
import io.breakwater.detect.read.DeliveryKey;
import io.breakwater.detect.read.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks everything that digest files prove, with no network: each digest's signature, the chain from digest to digest,
 * and that the log files are those which were delivered.
 *
 * <p>It proves nothing about times for which there is no digest, nothing about the newest digest unless its signature was
 * kept, and nothing at all without keys: whoever can write to the folder can then make digests as well as logs.
 */
public final class DigestCheck {
    /** A log file may be named by the digest after the one of its minute. */
    private static final Duration SPILL = Duration.ofMinutes(15);

    private final DigestKeys keys;
    private final SortedMap<Trail, Chain> chains = new TreeMap<>();
    private final Map<Place, TreeMap<Instant, Instant>> times = new TreeMap<>();
    private final Set<String> named = new HashSet<>();
    private final List<Flaw> others = new ArrayList<>();

    private DigestCheck(DigestKeys keys) {
        this.keys = keys;
    }

    /** Checks all digests below these files and folders against each other and against the log files there. */
    public static DigestReport of(List<Path> roots, DigestKeys keys) throws IOException {
        return new DigestCheck(keys).run(DigestFolder.of(roots));
    }

    private DigestReport run(DigestFolder folder) {
        folder.digests().forEach(file -> add(file, folder));
        folder.unreadable().forEach(file -> others.add(new Flaw(Kind.DIGEST_UNREADABLE, name(file), "not listed")));
        List<TrailReport> trails = chains.values().stream().map(Chain::report).toList();
        long outside = 0;
        for (Map.Entry<String, List<Path>> log : folder.logs().entrySet()) {
            if (!named.contains(log.getKey())) {
                if (isOfADigestsTime(log.getKey())) {
                    others.add(new Flaw(Kind.LOG_EXTRA, name(log.getValue().get(0)), ""));
                } else {
                    outside++;
                }
            }
        }
        return new DigestReport(trails, others, outside, !keys.isEmpty());
    }

    private void add(Path file, DigestFolder folder) {
        try {
            DigestFile digest = DigestReader.read(file, name(file));
            chains.computeIfAbsent(digest.trail(), trail -> new Chain(trail, keys, folder))
                    .add(digest);
            digest.logs().stream().map(LogFile::object).map(DigestFolder::bare).forEach(named::add);
            if (!digest.trail().isBackfill()) {
                times.computeIfAbsent(place(digest.trail()), any -> new TreeMap<>())
                        .merge(digest.start(), digest.end(), (a, b) -> a.isAfter(b) ? a : b);
            }
        } catch (NoDigestException malformed) {
            others.add(new Flaw(Kind.DIGEST_MALFORMED, name(file), String.valueOf(malformed.getMessage())));
        } catch (IOException damaged) {
            others.add(new Flaw(
                    Kind.DIGEST_UNREADABLE, name(file), damaged.getClass().getSimpleName()));
        }
    }

    private static Place place(Trail trail) {
        return new Place(trail.account(), trail.region());
    }

    /** Whether a digest of the file's account and region should name it, be it the one of its minute or the next. */
    private boolean isOfADigestsTime(String name) {
        Optional<DeliveryKey> key = DeliveryKey.of(name);
        return key.isPresent()
                && isCovered(key.get(), key.get().delivered())
                && isCovered(key.get(), key.get().delivered().plus(SPILL));
    }

    private boolean isCovered(DeliveryKey key, Instant time) {
        Map.Entry<Instant, Instant> span = times.getOrDefault(new Place(key.account(), key.region()), new TreeMap<>())
                .floorEntry(time);
        return span != null && time.isBefore(span.getValue());
    }

    static String name(Path file) {
        return file.toString().replace('\\', '/');
    }
}
