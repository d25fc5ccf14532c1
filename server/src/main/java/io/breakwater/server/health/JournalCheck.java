package io.breakwater.server.health;

import io.breakwater.model.BreakwaterException;
import io.breakwater.server.House;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the journal's database cannot be asked. */
@Readiness
@ApplicationScoped
class JournalCheck implements HealthCheck {
    private final House house;

    JournalCheck(House house) {
        this.house = house;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            house.journal().read(tx -> tx.now());
            return HealthCheckResponse.up("journal");
        } catch (BreakwaterException e) {
            return HealthCheckResponse.named("journal")
                    .down()
                    .withData("code", e.code().name())
                    .build();
        }
    }
}
