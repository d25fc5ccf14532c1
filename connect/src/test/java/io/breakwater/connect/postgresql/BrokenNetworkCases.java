package io.breakwater.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.access.spi.AccessProvider.Opening;
import io.breakwater.access.spi.AccessProvider.Probe;
import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Secret;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection breaks at every step of the protocol; whatever was done, closing again ends it. */
abstract class BrokenNetworkCases {
    /** Far more than any of the three acts needs; a run ends at the first step that is never reached. */
    private static final int MAX_STEPS = 400;

    abstract Target target();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void opening_thatBreaksOffAnywhere_canBeClosed(boolean arrives) throws IOException {
        for (int step = 1; step < MAX_STEPS; step++) {
            Opening direct = target().opening("alice");
            Secret secret = target().secret();
            try (CuttingProxy proxy = new CuttingProxy(target().server().port(), step, arrives)) {
                boolean opened = attempt(direct, () -> target().access().open(through(proxy, direct), secret));
                requireClosable(direct, secret);
                if (opened && !proxy.cut()) {
                    return;
                }
            }
        }
        throw new AssertionError("the opening never ended");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closing_thatBreaksOffAnywhere_canBeRepeated(boolean arrives) throws IOException, SQLException {
        for (int step = 1; step < MAX_STEPS; step++) {
            Opening direct = target().opening("alice");
            Secret secret = target().secret();
            target().access().open(direct, secret);
            try (CuttingProxy proxy = new CuttingProxy(target().server().port(), step, arrives);
                    Connection live = target().login(direct, secret)) {
                live.createStatement().execute("CREATE TABLE cut_" + step + " (n int)");
                boolean closed = attempt(direct, () -> target().access().close(through(proxy, direct)));
                requireClosable(direct, secret);
                target().server().run(Target.DATABASE, "DROP TABLE cut_" + step);
                if (closed && !proxy.cut()) {
                    return;
                }
            }
        }
        throw new AssertionError("the closing never ended");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void probe_thatBreaksOffAnywhere_neverSaysClosedWhileItIsOpen(boolean arrives) throws IOException {
        Opening direct = target().opening("alice");
        Secret secret = target().secret();
        target().access().open(direct, secret);
        for (int step = 1; step < MAX_STEPS; step++) {
            try (CuttingProxy proxy = new CuttingProxy(target().server().port(), step, arrives)) {
                boolean answered = attempt(
                        direct,
                        () -> assertThat(target().access().probe(through(proxy, direct), secret))
                                .extracting(Probe::refused)
                                .isEqualTo(false));
                if (answered && !proxy.cut()) {
                    requireClosable(direct, secret);
                    return;
                }
            }
        }
        throw new AssertionError("the probe never ended");
    }

    /** Whether it came to its end. A refusal must be true: nothing is open then. */
    private boolean attempt(Opening opening, Runnable act) {
        try {
            act.run();
            return true;
        } catch (ProviderException.Unreachable unknown) {
            return false;
        } catch (ProviderException.Refused refused) {
            assertThat(target().exists(opening)).as(refused.getMessage()).isFalse();
            return false;
        }
    }

    private void requireClosable(Opening opening, Secret secret) {
        target().access().close(opening);
        Probe probe = target().access().probe(opening, secret);
        assertThat(probe.refused()).as(probe.answer()).isTrue();
    }

    private static Opening through(CuttingProxy proxy, Opening opening) {
        Map<String, String> settings = new HashMap<>(opening.settings());
        settings.put("port", Integer.toString(proxy.port()));
        settings.put("sslmode", "disable");
        return Target.with(opening, settings);
    }
}
