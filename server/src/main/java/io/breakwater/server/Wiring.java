package io.breakwater.server;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

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
        Settings settings =
                Settings.read(key -> config.getOptionalValue(key, String.class).or(Optional::empty), names);
        if (settings.logJson()) {
            logJson();
        }
        return settings;
    }

    /**
     * As soon as it is known that it is wanted, which is before Quarkus configures its own handlers: those would write what
     * was kept back until then, and all that comes, as text.
     */
    private static void logJson() {
        Logger root = LogManager.getLogManager().getLogger("");
        Handler json = new ConsoleHandler(ConsoleHandler.Target.SYSTEM_OUT, new JsonLines());
        // The levels of the configuration are not in force yet for what was kept back; see start.
        json.setLevel(Level.INFO);
        for (Handler handler : root.getHandlers()) {
            if (handler instanceof ExtHandler keepingBack) {
                keepingBack.setHandlers(new Handler[] {json});
            }
            root.removeHandler(handler);
        }
        root.addHandler(json);
    }

    @Produces
    @Singleton
    House house(Settings settings) {
        return House.open(settings);
    }

    /** From here on the configured levels decide, so the handler lets everything pass that they do. */
    private static void levelsAreInForce() {
        for (Handler handler : LogManager.getLogManager().getLogger("").getHandlers()) {
            if (handler.getFormatter() instanceof JsonLines) {
                handler.setLevel(Level.ALL);
            }
        }
    }

    void start(@Observes StartupEvent event, Settings settings, House house) {
        levelsAreInForce();
        Logger.getLogger(House.class.getName()).info("open, with its data in " + settings.data());
        house.begin();
    }

    void stop(@Observes ShutdownEvent event, House house) {
        house.close();
    }
}
