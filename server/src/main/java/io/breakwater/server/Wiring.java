package io.breakwater.server;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;

/** Where Quarkus and the house meet: the configuration goes in, the house comes out, open before the port is. */
@Singleton
final class Wiring {
    /** Read by the command line, which shares the prefix. */
    private static final String[] NOT_OURS = {"breakwater.url", "breakwater.token", "breakwater.root"};

    @Produces
    @Singleton
    Settings settings(Config config) {
        TreeSet<String> names = new TreeSet<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("breakwater."))
                .forEach(names::add);
        for (String name : NOT_OURS) {
            names.remove(name);
        }
        return Settings.read(key -> config.getOptionalValue(key, String.class).or(Optional::empty), names);
    }

    @Produces
    @Singleton
    House house(Settings settings) {
        return House.open(settings);
    }

    void start(@Observes StartupEvent event, Settings settings, House house) {
        if (settings.logJson()) {
            for (Handler handler : LogManager.getLogManager().getLogger("").getHandlers()) {
                handler.setFormatter(new JsonLines());
            }
        }
        Logger.getLogger(House.class.getName()).info("open, with its data in " + settings.data());
        house.begin();
    }

    void stop(@Observes ShutdownEvent event, House house) {
        house.close();
    }
}
