package io.breakwater.detect.aws;

import io.breakwater.detect.event.LogEvent;
import io.breakwater.model.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** A resource that a request names by its id, by its name, or by its ARN. */
public final class NamedResource {
    private static final int LONGEST = 120;
    /** Stands for a path that nobody knows: no grant names it. */
    private static final String SOME_PATH = "\uFFFF/";

    private final String written;
    private final ResourceKind kind;
    private final Optional<Arn> arn;
    private final boolean isPathUnknown;
    private final boolean isAside;

    private NamedResource(String written, ActedOn.Part part, Optional<Arn> arn, boolean isPathUnknown) {
        this.written = written;
        this.kind = part.kind();
        this.isAside = part.isAside();
        this.arn = arn;
        this.isPathUnknown = isPathUnknown;
    }

    /** An alias, a part of an ARN or an ARN of something else stays what it is: nothing that can be compared. */
    static NamedResource of(String written, ActedOn.Part part, LogEvent event) {
        ResourceKind kind = part.kind();
        Optional<Arn> whole = Arn.of(written);
        boolean isPlain = whole.isEmpty() && written.chars().noneMatch(c -> ":/*".indexOf(c) >= 0);
        Optional<Arn> arn = isPlain
                ? kind.arn(event, written)
                : whole.filter(kind::isKindOf).filter(it -> written.indexOf('*') < 0);
        return new NamedResource(written, part, arn.map(NamedResource::folded), isPlain && kind.hasPath());
    }

    private static Arn folded(Arn arn) {
        return Arn.of(arn.toString().toLowerCase(Locale.ROOT)).orElse(arn);
    }

    /** Whether a limit allows it, in all the ways in which its ARN may go on. */
    public boolean isAllowedBy(Predicate<String> limit) {
        return arn.filter(it -> isAllowed(it, limit)).isPresent();
    }

    private boolean isAllowed(Arn it, Predicate<String> limit) {
        if (kind.isWithoutOwner() && limit.test(it.withAccount("").toString())) {
            return true;
        }
        return limit.test(it.toString())
                && (!isPathUnknown
                        || limit.test(it.withResource(kind.prefix() + SOME_PATH + it.last())
                                .toString()));
    }

    /** Whether a limit that is no ARN allows it: an id by itself says enough only where no other thing can have it. */
    public boolean isAllowedByIdIn(Predicate<String> limit) {
        return kind.isIdEnough() && arn.filter(it -> limit.test(it.last())).isPresent();
    }

    /**
     * How it stands to an ARN that a grant is limited to, in lower case, and that does not allow it as it is written.
     * Names are unique in their account whatever their path.
     */
    public Standing standing(Arn limit) {
        if (arn.isEmpty()) {
            return Standing.UNCLEAR;
        }
        Standing place = place(arn.get(), limit);
        boolean isSameName = limit.last().equals(arn.get().last());
        if (place == Standing.SAME && isSameName && isPathUnknown && isLiteralOfKind(limit)) {
            return Standing.SAME;
        }
        if (isSameName || place == Standing.UNCLEAR) {
            return Standing.UNCLEAR;
        }
        return place == Standing.OF_ANOTHER_KIND ? place : besideIt(limit);
    }

    private boolean isLiteralOfKind(Arn limit) {
        return limit.resource().startsWith(kind.prefix()) && limit.resource().indexOf('*') < 0;
    }

    private Standing place(Arn mine, Arn limit) {
        String account = kind.isWithoutOwner() && limit.account().isEmpty() ? "" : mine.account();
        return part(mine.partition(), limit.partition())
                .or(part(mine.service(), limit.service()))
                .or(part(mine.region(), limit.region()))
                .or(part(account, limit.account()));
    }

    private static Standing part(String mine, String limit) {
        if (limit.equals("*") || limit.equals(mine)) {
            return Standing.SAME;
        }
        return limit.indexOf('*') < 0 ? Standing.OF_ANOTHER_KIND : Standing.UNCLEAR;
    }

    /** Of one service, account and region: the type tells, and what lies in something else is left alone. */
    private Standing besideIt(Arn limit) {
        String of = limit.resource();
        if (!of.startsWith(kind.prefix())) {
            String type = of.split("[/:]", 2)[0];
            return type.indexOf('*') < 0 ? Standing.OF_ANOTHER_KIND : Standing.UNCLEAR;
        }
        String rest = of.substring(kind.prefix().length());
        boolean isDeeper = rest.indexOf('/') >= 0 || rest.indexOf(':') >= 0;
        return isDeeper || isPathUnknown || isAside ? Standing.UNCLEAR : Standing.ANOTHER_ID;
    }

    /** What a named resource is to one that is allowed. */
    public enum Standing {
        /** It is the same. */
        SAME,
        /** Only the id differs. */
        ANOTHER_ID,
        /** It is of another service, type, account or region. */
        OF_ANOTHER_KIND,
        /** The one may be the other, or lie within it; or it is nothing that can be outside by itself. */
        UNCLEAR;

        /** Of two parts of a name: one that differs is enough, whatever the other is. */
        private Standing or(Standing other) {
            if (this == OF_ANOTHER_KIND || other == OF_ANOTHER_KIND) {
                return OF_ANOTHER_KIND;
            }
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** As the request wrote it, cut where it is too long to be shown. */
    @Override
    public String toString() {
        return written.length() <= LONGEST ? written : Texts.shown(written, LONGEST);
    }
}
