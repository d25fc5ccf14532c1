package io.breakwater.detect.digest;

import io.breakwater.detect.digest.DigestFile.LogFile;
import io.breakwater.detect.digest.DigestFile.Previous;
import io.breakwater.detect.digest.Flaw.Kind;
import io.breakwater.detect.digest.TrailReport.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The digests of one trail, from the first to the last. Each is held against the one that stands before it in time, not
 * only against the one it names: so it is seen when several in a row are gone, of which the next digest names only one.
 */
final class Chain {
    private static final Duration USUAL = Duration.ofHours(1);

    private final Trail trail;
    private final DigestKeys keys;
    private final DigestFolder folder;
    private final Map<String, DigestFile> byObject = new HashMap<>();
    private final Map<String, Previous> saidOf = new HashMap<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private final Map<Kind, Integer> told = new EnumMap<>(Kind.class);
    private final List<Span> proven = new ArrayList<>();
    private long flawCount;
    private long signed;
    private long logs;
    private long intact;

    Chain(Trail trail, DigestKeys keys, DigestFolder folder) {
        this.trail = trail;
        this.keys = keys;
        this.folder = folder;
    }

    /** One more digest, in any order; copies of one count once. */
    void add(DigestFile digest) {
        DigestFile known = byObject.putIfAbsent(digest.object(), digest);
        if (known != null && !known.sha256().equals(digest.sha256())) {
            flaw(Kind.DIGEST_CONFLICT, digest.name(), "the other is " + known.name());
        } else if (known != null && known.sidecar().isEmpty()) {
            byObject.put(digest.object(), digest);
        }
        digest.previous().ifPresent(previous -> saidOf.put(previous.object(), previous));
    }

    TrailReport report() {
        List<DigestFile> digests = byObject.values().stream()
                .sorted(Comparator.comparing(DigestFile::end).thenComparing(DigestFile::object))
                .toList();
        Optional<DigestFile> before = Optional.empty();
        for (DigestFile digest : digests) {
            Set<Kind> found = new HashSet<>();
            boolean isSigned = signature(digest, found);
            unchanged(digest, found);
            link(before, digest);
            boolean isComplete = logs(digest);
            if (isSigned && found.isEmpty() && isComplete && !trail.isBackfill()) {
                prove(digest);
            }
            before = Optional.of(digest);
        }
        return new TrailReport(
                trail,
                digests.size(),
                signed,
                digests.get(0).start(),
                digests.get(digests.size() - 1).end(),
                logs,
                intact,
                proven,
                flaws,
                flawCount);
    }

    private void flaw(Kind kind, String name, String detail) {
        flawCount++;
        if (told.merge(kind, 1, Integer::sum) <= TrailReport.FLAWS) {
            flaws.add(new Flaw(kind, name, detail));
        }
    }

    private void flaw(Kind kind, DigestFile digest, String detail, Set<Kind> found) {
        found.add(kind);
        flaw(kind, digest.name(), detail);
    }

    /** The signature is what was kept beside the digest and what the next digest says of it; both, where there are both. */
    private boolean signature(DigestFile digest, Set<Kind> found) {
        List<String> kept = new ArrayList<>(digest.sidecar().stream().toList());
        Optional.ofNullable(saidOf.get(digest.object()))
                .map(Previous::signature)
                .ifPresent(kept::add);
        if (kept.isEmpty()) {
            flaw(Kind.SIGNATURE_ABSENT, digest, "keep it as " + DigestFolder.bare(digest.object()) + ".gz.sig", found);
        } else if (keys.isEmpty()) {
            return false;
        } else if (!keys.has(digest.fingerprint())) {
            flaw(Kind.KEY_UNKNOWN, digest, "fingerprint " + digest.fingerprint(), found);
        } else if (!kept.stream().allMatch(hex -> keys.signed(digest.fingerprint(), digest.signedBytes(), hex))) {
            flaw(Kind.SIGNATURE_WRONG, digest, "", found);
        } else {
            signed++;
            return true;
        }
        return false;
    }

    private void unchanged(DigestFile digest, Set<Kind> found) {
        if (!DigestFolder.bare(digest.name()).equals(DigestFolder.bare(digest.object()))) {
            flaw(Kind.DIGEST_RENAMED, digest, "it says that it is " + digest.object(), found);
        }
        Previous said = saidOf.get(digest.object());
        if (said != null && !said.sha256().equals(digest.sha256())) {
            flaw(Kind.DIGEST_CHANGED, digest, "the next digest has another hash of it", found);
        }
    }

    private void link(Optional<DigestFile> before, DigestFile digest) {
        Optional<Previous> previous = digest.previous();
        boolean isThere = previous.map(p -> byObject.containsKey(p.object())).orElse(true);
        if (!isThere && before.isEmpty()) {
            flaw(Kind.BEGINNING_UNKNOWN, previous.orElseThrow().object(), "before " + digest.start());
        } else if (!isThere) {
            flaw(Kind.DIGEST_MISSING, previous.orElseThrow().object(), missing(before.orElseThrow(), digest));
        } else if (before.isPresent()
                && !trail.isBackfill()
                && before.get().end().isBefore(digest.start())) {
            flaw(
                    previous.isEmpty() ? Kind.CHAIN_RESTARTED : Kind.HOURS_MISSING,
                    digest.name(),
                    before.get().end() + " to " + digest.start());
        }
    }

    /** The next digest names only the last of those that are gone; how many there are is told by the hours. */
    private static String missing(DigestFile before, DigestFile after) {
        long hours = Math.max(
                1,
                Math.round(
                        (double) Duration.between(before.end(), after.start()).toMinutes() / USUAL.toMinutes()));
        return (hours == 1 ? "1 digest is gone" : "the last of about " + hours + " digests that are gone") + ", "
                + before.end() + " to " + after.start();
    }

    private boolean logs(DigestFile digest) {
        long before = intact;
        for (LogFile log : digest.logs()) {
            logs++;
            intact += isIntact(log) ? 1 : 0;
        }
        return intact - before == digest.logs().size();
    }

    private boolean isIntact(LogFile log) {
        List<Path> copies = folder.logs(log.object());
        if (copies.isEmpty()) {
            flaw(Kind.LOG_MISSING, log.object(), "");
        }
        boolean good = !copies.isEmpty();
        for (Path copy : copies) {
            good &= isIntact(log, copy);
        }
        return good;
    }

    private boolean isIntact(LogFile log, Path copy) {
        try {
            if (Content.sha256(copy).equals(log.sha256())) {
                return true;
            }
            flaw(Kind.LOG_CHANGED, DigestCheck.name(copy), "");
        } catch (IOException damaged) {
            flaw(Kind.LOG_UNREADABLE, DigestCheck.name(copy), damaged.getClass().getSimpleName());
        }
        return false;
    }

    private void prove(DigestFile digest) {
        int last = proven.size() - 1;
        if (last >= 0 && !proven.get(last).to().isBefore(digest.start())) {
            Instant to = proven.get(last).to();
            proven.set(last, new Span(proven.get(last).from(), to.isAfter(digest.end()) ? to : digest.end()));
        } else {
            proven.add(new Span(digest.start(), digest.end()));
        }
    }
}
