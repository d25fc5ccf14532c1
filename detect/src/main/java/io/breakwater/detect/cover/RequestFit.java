package io.breakwater.detect.cover;

import io.breakwater.detect.aws.Arn;
import io.breakwater.detect.aws.NamedResource;
import io.breakwater.detect.aws.NamedResource.Standing;
import io.breakwater.detect.aws.RequestNames;
import io.breakwater.detect.event.LogEvent;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an event that carries no resources is within a limit by resource, as far as its request tells. It is within
 * only when everything it acts on is named and allowed, and outside only when something of the kind that is allowed is
 * named by another id; all else stays unknown.
 */
final class RequestFit {
    private final List<ResourcePattern> limits;

    private RequestFit(List<ResourcePattern> limits) {
        this.limits = limits;
    }

    static Fit of(List<ResourcePattern> limits, LogEvent event) {
        RequestNames names = RequestNames.of(event);
        if (names.resources().isEmpty()) {
            return Fit.unknown("it is limited to resources, and the log names none for the event");
        }
        RequestFit fits = new RequestFit(limits);
        Fit fit = Fit.YES;
        for (NamedResource named : names.resources()) {
            fit = fit.and(() -> fits.fit(named));
        }
        return fit.and(() ->
                names.isComplete() ? Fit.YES : fits.unknown(names.resources().get(0) + " and more"));
    }

    private Fit fit(NamedResource named) {
        Set<Standing> standings = EnumSet.noneOf(Standing.class);
        for (ResourcePattern limit : limits) {
            standings.add(standing(named, limit));
        }
        if (standings.contains(Standing.SAME)) {
            return Fit.YES;
        }
        return standings.contains(Standing.ANOTHER_ID) && !standings.contains(Standing.UNCLEAR)
                ? Fit.no("it is for " + limits + ", not " + named + " that the request names")
                : unknown(named.toString());
    }

    private Fit unknown(String named) {
        return Fit.unknown("it is for " + limits + ", and the request names " + named
                + ", which is not known to be inside or outside of that");
    }

    private static Standing standing(NamedResource named, ResourcePattern limit) {
        if (named.isAllowedBy(limit::covers)) {
            return Standing.SAME;
        }
        Optional<Arn> arn = Arn.of(Mark.folded(limit.toString()));
        if (arn.isPresent()) {
            return named.standing(arn.get());
        }
        return limit.isBareId() && named.isAllowedByIdIn(limit::covers) ? Standing.SAME : Standing.UNCLEAR;
    }
}
