package io.breakwater.server.api;

import io.breakwater.server.House;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What operations read without a token: the metrics. Reach is limited by the address the server listens on. */
@ApplicationScoped
class OperationsResource {
    private final House house;

    OperationsResource(House house) {
        this.house = house;
    }

    void register(@Observes Router router) {
        router.get("/q/metrics")
                .blockingHandler(context -> context.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(house.meters().text()));
    }
}
