package io.breakwater.detect.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every source of logs guarantees. A test of one inherits it, and says how logs get there. */
public abstract class LogSourceContract {
    private static final int MANY = 100;
    private static final int LOOKS = 60;

    private static final String LOG = "{\"a\":\"log\"}";

    private final List<LogSource> opened = new ArrayList<>();
    private final KeptBookmarks bookmarks = new KeptBookmarks();

    /** Bookmarks as the journal keeps them, over restarts of the source. */
    private static final class KeptBookmarks implements Bookmarks {
        private final Map<String, Bookmark> all = new TreeMap<>();

        @Override
        public Map<String, Bookmark> all() {
            return Map.copyOf(all);
        }

        @Override
        public void move(List<Move> moves) {
            moves.stream()
                    .filter(move -> Optional.ofNullable(all.get(move.lane())).equals(move.from()))
                    .forEach(move -> all.put(move.lane(), move.to()));
        }

        void pass(Stretch stretch) {
            assertThat(all).containsEntry(stretch.lane(), stretch.from());
            all.put(stretch.lane(), stretch.to());
        }
    }

    /** The place anew, as a process does that has just started. */
    protected abstract LogSource open() throws IOException;

    /** Puts a log there, whole; where several may come as one delivery, so that this one does not. */
    protected abstract void put(String name, String content) throws IOException;

    /** How the name ends that people call it by. */
    protected String ending(String name) {
        return name;
    }

    /** Lets time go by until there may be something new. */
    protected abstract void letTimePass();

    private LogSource source() throws IOException {
        LogSource source = open();
        opened.add(source);
        source.resume(bookmarks);
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

    /** What was found in it is on the record, and so is the bookmark behind it; then the source is told. */
    private void record(LogSource source, Delivery delivery) throws IOException {
        delivery.stretch().ifPresent(bookmarks::pass);
        source.done(delivery);
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
        put("a.json", LOG);
        Delivery delivery = only(source());

        assertThat(delivery.file()).hasContent(LOG);
        assertThat(delivery.name()).endsWith(ending("a.json"));
        assertThat(delivery.mark()).isNotBlank();
    }

    @Test
    final void whatIsNotDone_isOfferedAgain_underTheSameMark() throws IOException {
        put("a.json", LOG);
        List<Delivery> twice = offered(source(), MANY, deliveries -> deliveries.size() >= 2);

        assertThat(twice).extracting(Delivery::mark).containsOnly(twice.get(0).mark());
        assertThat(twice.get(1).file()).hasContent(LOG);
    }

    @Test
    final void whatIsDone_isOfferedNoMore_andWhatComesAfterItIs() throws IOException {
        LogSource source = source();
        put("a.json", LOG);
        record(source, only(source));
        put("b.json", LOG.replace("log", "other log"));

        assertThat(only(source).name()).endsWith(ending("b.json"));
    }

    @Test
    final void whatWasNotDone_isOfferedAfterARestart_underTheSameMark() throws IOException {
        put("a.json", LOG);
        LogSource dead = source();
        Delivery before = only(dead);
        dead.close();

        Delivery after = only(source());
        assertThat(after.mark()).isEqualTo(before.mark());
        assertThat(after.file()).hasContent(LOG);
    }

    @Test
    final void whatIsOnTheRecordByItsBookmark_isNotOfferedAfterARestart() throws IOException {
        put("a.json", LOG);
        LogSource dead = source();
        Delivery before = only(dead);
        before.stretch().ifPresent(bookmarks::pass);
        dead.close();
        put("b.json", LOG.replace("log", "other log"));

        LogSource next = source();
        List<Delivery> after = offered(
                next,
                MANY,
                offers -> offers.stream().anyMatch(offer -> offer.name().endsWith(ending("b.json"))));
        assertThat(after)
                .noneMatch(offer -> offer.stretch().isPresent() && offer.mark().equals(before.mark()));
    }

    @Test
    final void noMoreThanAskedFor_isOfferedAtOnce_andAllInTheEnd() throws IOException {
        for (int i = 0; i < 5; i++) {
            put(i + ".json", LOG.replace("log", "log " + i));
        }
        LogSource source = source();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Delivery next =
                    offered(source, 1, deliveries -> !deliveries.isEmpty()).get(0);
            names.add(next.name());
            record(source, next);
        }

        assertThat(names).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    final void sourceThatFaresWell_hasNothingUnread() throws IOException {
        put("a.json", LOG);
        LogSource source = source();
        only(source);

        assertThat(source.unread()).isEmpty();
    }
}
