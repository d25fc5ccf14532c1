package io.breakwater.server;

import io.breakwater.model.FindingTimes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** What is measured, in Prometheus' text format. No label ever holds a person's name or anything a client chose. */
public final class Meters implements AutoCloseable {
    private static final int HUNDRED = 100;
    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(5), FindingTimes.GOAL, Duration.ofHours(1)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    /** One request was answered. */
    public void requested(String method, int status, long nanos) {
        registry.timer("breakwater.requests", "method", known(method), "status", status / HUNDRED + "xx")
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A value that is asked for when it is read; NaN when it is not known now. */
    void gauge(String name, String meaning, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble).description(meaning).register(registry);
    }

    /** The same of one place that logs come from, by its number in the configuration. */
    void gaugeOfWatch(String name, String meaning, String watch, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble)
                .description(meaning)
                .tag("watch", watch)
                .register(registry);
    }

    /** Records that wait in a lane of a watched place. */
    void waiting(String watch, String lane, DoubleSupplier records) {
        Gauge.builder("breakwater.watch.waiting", records::getAsDouble)
                .description("records that are known to wait to be read")
                .tag("watch", watch)
                .tag("lane", lane)
                .register(registry);
    }

    /** Logs that a place told of could not be read. */
    void unread(String watch, String code, long more) {
        registry.counter("breakwater.watch.unread", "watch", watch, "code", code)
                .increment(more);
    }

    /** One run of background work ended. */
    void ticked(String work, boolean failed, Duration took) {
        registry.timer("breakwater.ticks", "work", work, "outcome", failed ? "failed" : "done")
                .record(took);
    }

    /** A finding went on the record: how long after its event, and after its log was read. */
    void alerted(FindingTimes times) {
        Timer.builder("breakwater.findings.delay")
                .description("from the event to the alert; within 15 minutes is the goal")
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(times.delay());
        registry.timer("breakwater.findings.reading").record(times.reading());
    }

    /** Everything, as Prometheus reads it. */
    public String text() {
        return registry.scrape();
    }

    private static String known(String method) {
        return switch (method) {
            case "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS" -> method;
            default -> "other";
        };
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }
}
