package io.breakwater.detect.aws;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.event.Values.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the request of an event names of the resources it acts on, of actions where that is known for sure.
 *
 * @param resources what is named
 * @param isComplete whether that is all the action acts on
 */
public record RequestNames(List<NamedResource> resources, boolean isComplete) {
    private static final RequestNames NONE = new RequestNames(List.of(), false);
    /** One call of EC2 names no more instances than this. */
    private static final int MOST = 1_000;

    public RequestNames {
        resources = List.copyOf(resources);
    }

    /** Reads the event's record, if its action is known and the record is at hand. */
    public static RequestNames of(LogEvent event) {
        if (event.cloud() != Cloud.AWS || event.raw().isElsewhere()) {
            return NONE;
        }
        List<ActedOn.Part> parts = ActedOn.by(event.service(), event.action());
        return parts.isEmpty() ? NONE : read(event, parts);
    }

    private static RequestNames read(LogEvent event, List<ActedOn.Part> parts) {
        EventRecord record = event.raw().record();
        Values values = new Values();
        Map<String, NamedResource> named = new LinkedHashMap<>();
        boolean isComplete = true;
        for (ActedOn.Part part : parts) {
            record.find(part.path(), values);
            isComplete &= take(event, part, values, named);
        }
        return new RequestNames(new ArrayList<>(named.values()), isComplete);
    }

    /** Whether all that is there has been taken, and something that has to be there. */
    private static boolean take(LogEvent event, ActedOn.Part part, Values values, Map<String, NamedResource> named) {
        boolean isComplete = !values.isCutShort() && (values.size() > 0 || !part.isRequired());
        for (int i = 0; i < values.size(); i++) {
            if (values.kind(i) == Kind.TEXT && values.end(i) > values.start(i) && named.size() < MOST) {
                String id = values.text(i);
                named.computeIfAbsent(part.kind() + " " + id, any -> NamedResource.of(id, part, event));
            } else {
                isComplete = false;
            }
        }
        return isComplete;
    }
}
