package io.breakwater.server.api;

import io.breakwater.server.House;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The parts of the API that are plain Java. */
@Singleton
final class ApiParts {
    @Produces
    @Singleton
    EvidenceReads evidenceReads(House house) {
        return new EvidenceReads(house.journal(), System::nanoTime);
    }
}
