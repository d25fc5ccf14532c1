package io.breakwater.detect.sigma.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The events of a file as long as it is not nested too deeply: the composer above it calls itself for each level. */
final class BoundedParser implements Parser {
    private final Parser parser;
    private final int most;
    private int depth;

    BoundedParser(LoadSettings settings, String text, int most) {
        this.parser = new ParserImpl(settings, new StreamReader(settings, text));
        this.most = most;
    }

    /** There are more levels than may be. */
    static final class TooDeepException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Mark> mark;

        TooDeepException(Optional<Mark> mark) {
            this.mark = mark;
        }

        Optional<Mark> mark() {
            return mark;
        }
    }

    @Override
    public Event next() {
        Event event = parser.next();
        if (event instanceof CollectionStartEvent) {
            depth++;
        } else if (event instanceof CollectionEndEvent) {
            depth--;
        }
        if (depth > most) {
            throw new TooDeepException(event.getStartMark());
        }
        return event;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }
}
