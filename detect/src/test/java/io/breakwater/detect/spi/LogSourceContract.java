package io.breakwater.detect.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every source of logs guarantees. A test of one inherits it, and says how logs get there. */
public abstract class LogSourceContract {
    private static final int MANY = 100;
    private static final int LOOKS = 60;

    private final List<LogSource> opened = new ArrayList<>();

    /** The place anew, as a process does that has just started. */
    protected abstract LogSource open() throws IOException;

    /** Puts a log there, whole. */
    protected abstract void put(String name, String content) throws IOException;

    /** Lets time go by until there may be something new. */
    protected abstract void letTimePass();

    private LogSource source() throws IOException {
        LogSource source = open();
        opened.add(source);
        return source;
    }

    @AfterEach
    final void closeAll() throws IOException {
        for (LogSource source : opened) {
            source.close();
        }
    }

    /** What is offered until there is enough; what is offered twice is in it twice. */
    private List<Delivery> offered(LogSource source, int most, Predicate<List<Delivery>> enough) throws IOException {
        List<Delivery> offered = new ArrayList<>();
        for (int i = 0; i < LOOKS && !enough.test(offered); i++) {
            List<Delivery> now = source.poll(most);
            assertThat(now).hasSizeLessThanOrEqualTo(most);
            offered.addAll(now);
            letTimePass();
        }
        assertThat(enough.test(offered)).as("it is offered, in %d looks", LOOKS).isTrue();
        return offered;
    }

    private Delivery only(LogSource source) throws IOException {
        return offered(source, MANY, deliveries -> !deliveries.isEmpty()).get(0);
    }

    @Test
    final void name_isTheSameAfterARestart() throws IOException {
        assertThat(source().name()).isNotBlank().isEqualTo(source().name());
    }

    @Test
    final void whereThereIsNothing_nothingIsOffered() throws IOException {
        assertThat(source().poll(MANY)).isEmpty();
    }

    @Test
    final void whatIsPut_isOfferedAsItIs() throws IOException {
        put("a.json", "a log");
        Delivery delivery = only(source());

        assertThat(delivery.file()).hasContent("a log");
        assertThat(delivery.name()).endsWith("a.json");
        assertThat(delivery.mark()).isNotBlank();
    }

    @Test
    final void whatIsNotDone_isOfferedAgain_underTheSameMark() throws IOException {
        put("a.json", "a log");
        List<Delivery> twice = offered(source(), MANY, deliveries -> deliveries.size() >= 2);

        assertThat(twice).extracting(Delivery::mark).containsOnly(twice.get(0).mark());
        assertThat(twice.get(1).file()).hasContent("a log");
    }

    @Test
    final void whatIsDone_isOfferedNoMore_andWhatComesAfterItIs() throws IOException {
        LogSource source = source();
        put("a.json", "a log");
        source.done(only(source));
        put("b.json", "another");

        assertThat(only(source).name()).endsWith("b.json");
    }

    @Test
    final void whatWasNotDone_isOfferedAfterARestart_underTheSameMark() throws IOException {
        put("a.json", "a log");
        LogSource dead = source();
        Delivery before = only(dead);
        dead.close();

        Delivery after = only(source());
        assertThat(after.mark()).isEqualTo(before.mark());
        assertThat(after.file()).hasContent("a log");
    }

    @Test
    final void noMoreThanAskedFor_isOfferedAtOnce_andAllInTheEnd() throws IOException {
        for (int i = 0; i < 5; i++) {
            put(i + ".json", "log " + i);
        }
        LogSource source = source();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Delivery next =
                    offered(source, 1, deliveries -> !deliveries.isEmpty()).get(0);
            names.add(next.name());
            source.done(next);
        }

        assertThat(names).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    final void sourceThatFaresWell_hasNothingUnread() throws IOException {
        put("a.json", "a log");
        LogSource source = source();
        only(source);

        assertThat(source.unread()).isEmpty();
    }
}
