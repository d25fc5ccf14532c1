package io.breakwater.server.health;

import io.breakwater.server.House;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows what is degraded, and stays up: an emergency goes ahead while the log cannot be signed or a target cannot be
 * reached, but nobody should have to look for it.
 */
@Readiness
@ApplicationScoped
class WorkCheck implements HealthCheck {
    private final House house;

    WorkCheck(House house) {
        this.house = house;
    }

    @Override
    public HealthCheckResponse call() {
        var degraded = house.degraded();
        var response = HealthCheckResponse.named("work").up().withData("degraded", !degraded.isEmpty());
        degraded.forEach(response::withData);
        return response.build();
    }
}
