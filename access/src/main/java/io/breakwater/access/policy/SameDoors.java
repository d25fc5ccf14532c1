package io.breakwater.access.policy;

import io.breakwater.document.Yaml.Place;
import io.breakwater.model.Function;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Refuses two roles that open the same door and demand different approvals: the weaker one would switch the stronger one
 * off for everybody who may ask for it.
 */
final class SameDoors {
    private final Problems problems;
    private final Map<String, Door> byIdentity = new TreeMap<>();

    SameDoors(Problems problems) {
        this.problems = problems;
    }

    private record Door(String name, PolicyRole role) {}

    void add(Place place, String name, String provider, PolicyRole role) {
        Door before = byIdentity.putIfAbsent(identity(provider, role), new Door(name, role));
        if (before != null && !demands(before.role()).equals(demands(role))) {
            problems.add(
                    place,
                    "SAME_DOOR",
                    name + " opens the same door as " + before.name() + " and demands other approvals ("
                            + demands(role) + ", not " + demands(before.role())
                            + "); the weaker one would switch the other off");
        }
    }

    /** What makes a door a door: not the user that opens it, nor how the connection is secured. */
    private static String identity(String provider, PolicyRole role) {
        Map<String, String> place = new TreeMap<>();
        role.settings().forEach((key, value) -> {
            if (!key.startsWith("admin-") && !key.contains("ssl") && !key.contains("timeout")) {
                place.put(key, value.strip().toLowerCase(Locale.ROOT));
            }
        });
        return provider + place;
    }

    private static String demands(PolicyRole role) {
        Map<String, Integer> before = new TreeMap<>();
        for (Map.Entry<Function, Integer> seat : role.quorum().entrySet()) {
            before.put(seat.getKey().label(), seat.getValue());
        }
        return "before " + before + ", glass " + (role.breakGlassAllowed() ? "may" : "may not") + " be broken";
    }
}
