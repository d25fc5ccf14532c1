package io.breakwater.detect.cover;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.LogEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What something is about. An empty set does not limit.
 *
 * @param clouds in whose logs it can show
 * @param accounts accounts, subscriptions or tenants
 * @param resources ids of resources; each covers what lies below it, and {@code *} stands for any text
 * @param roles names or ARNs of the roles (AWS: also permission sets) it is used through
 */
public record Scope(Set<Cloud> clouds, Set<String> accounts, List<ResourcePattern> resources, Set<String> roles) {
    /** No limit at all. */
    public static final Scope ANYTHING = new Scope(Set.of(), Set.of(), List.of(), Set.of());

    private static final String PERMISSION_SET_ROLE = "awsreservedsso_";
    private static final int PERMISSION_SET_SUFFIX = "_0123456789abcdef".length();

    public Scope {
        clouds = Set.copyOf(clouds);
        accounts = Set.copyOf(accounts);
        resources = List.copyOf(resources);
        roles = Set.copyOf(roles);
    }

    Fit fits(LogEvent event) {
        return cloud(event).and(() -> account(event)).and(() -> role(event)).and(() -> resource(event));
    }

    private Fit cloud(LogEvent event) {
        return clouds.isEmpty() || clouds.contains(event.cloud())
                ? Fit.YES
                : Fit.no(
                        "it is for " + clouds.stream().map(Cloud::name).sorted().toList() + ", not " + event.cloud());
    }

    private Fit account(LogEvent event) {
        if (accounts.isEmpty() || accounts.stream().anyMatch(event.account()::equalsIgnoreCase)) {
            return Fit.YES;
        }
        return event.account().isEmpty()
                ? Fit.unknown("it is limited to accounts, and the log does not name the event's")
                : Fit.no("it is for account " + sorted(accounts) + ", not " + event.account());
    }

    private Fit role(LogEvent event) {
        if (roles.isEmpty() || event.cloud() != Cloud.AWS) {
            return Fit.YES;
        }
        Optional<String> issuer = event.principal().issuer();
        if (issuer.isEmpty()) {
            return Fit.no("it is for role " + sorted(roles) + ", and the event came through no role");
        }
        return roles.stream().anyMatch(role -> isRole(role, issuer.get()))
                ? Fit.YES
                : Fit.no("it is for role " + sorted(roles) + ", not " + roleName(issuer.get()));
    }

    private static boolean isRole(String wanted, String arn) {
        String name = roleName(arn);
        return wanted.equalsIgnoreCase(arn)
                || wanted.equalsIgnoreCase(name)
                || wanted.equalsIgnoreCase(permissionSet(name));
    }

    private static String roleName(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** Identity Center names its roles {@code AWSReservedSSO_<permission set>_<16 hex digits>}. */
    private static String permissionSet(String role) {
        return role.toLowerCase(Locale.ROOT).startsWith(PERMISSION_SET_ROLE)
                        && role.length() > PERMISSION_SET_ROLE.length() + PERMISSION_SET_SUFFIX
                ? role.substring(PERMISSION_SET_ROLE.length(), role.length() - PERMISSION_SET_SUFFIX)
                : role;
    }

    private Fit resource(LogEvent event) {
        if (resources.isEmpty()) {
            return Fit.YES;
        }
        if (event.resources().isEmpty()) {
            return RequestFit.of(resources, event);
        }
        return event.resources().stream()
                .filter(resource -> resources.stream().noneMatch(pattern -> pattern.covers(resource)))
                .findFirst()
                .map(outside -> Fit.no("it is for " + resources + ", not " + outside))
                .orElse(Fit.YES);
    }

    private static String sorted(Set<String> names) {
        return String.join(" or ", names.stream().sorted().toList());
    }
}
