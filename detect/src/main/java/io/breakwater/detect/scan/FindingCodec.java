package io.breakwater.detect.scan;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.cover.PartAnswer;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Whereabouts;
import io.breakwater.detect.scan.Finding.Kind;
import io.breakwater.detect.sigma.rule.Level;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Findings on disk. */
final class FindingCodec implements Codec<Finding> {
    private final HitCodec events;

    FindingCodec(HitCodec events) {
        this.events = events;
    }

    @Override
    public SortKey key(Finding finding) {
        return new SortKey(finding.time(), finding.id(), "", 0);
    }

    @Override
    public void write(Finding finding, DataOutput out) throws IOException {
        Texts.write(finding.id(), out);
        out.writeByte(finding.kind().ordinal());
        Texts.write(finding.time(), out);
        out.writeInt(finding.rules().size());
        for (int rule : finding.rules()) {
            out.writeInt(rule);
        }
        out.writeByte(finding.level().ordinal());
        Texts.write(finding.what(), out);
        out.writeBoolean(finding.event().isPresent());
        if (finding.event().isPresent()) {
            events.write(finding.event().get(), out);
        }
        out.writeInt(finding.others().size());
        for (EventRef other : finding.others()) {
            write(other, out);
        }
        out.writeBoolean(finding.cover().isPresent());
        if (finding.cover().isPresent()) {
            write(finding.cover().get(), out);
        }
    }

    private static void write(EventRef event, DataOutput out) throws IOException {
        Texts.write(event.time(), out);
        Texts.write(
                List.of(
                        event.id(),
                        event.account(),
                        event.region(),
                        event.service(),
                        event.action(),
                        event.principal(),
                        event.address(),
                        event.resource(),
                        event.where().source()),
                out);
        out.writeLong(event.where().index());
    }

    private static void write(CoverAnswer answer, DataOutput out) throws IOException {
        out.writeByte(answer.verdict().ordinal());
        out.writeInt(answer.parts().size());
        for (PartAnswer part : answer.parts()) {
            out.writeByte(part.part().ordinal());
            out.writeByte(part.state().ordinal());
            Texts.write(part.name(), out);
            Texts.write(part.why(), out);
        }
        Texts.write(answer.suspicion(), out);
    }

    @Override
    public Finding read(DataInput in) throws IOException {
        String id = Texts.text(in);
        Kind kind = Kind.values()[in.readByte()];
        Instant time = Texts.instant(in);
        List<Integer> rules = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            rules.add(in.readInt());
        }
        Level level = Level.values()[in.readByte()];
        String what = Texts.text(in);
        Optional<LogEvent> event = in.readBoolean() ? Optional.of(events.event(in)) : Optional.empty();
        List<EventRef> others = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            others.add(ref(in));
        }
        Optional<CoverAnswer> cover = in.readBoolean() ? Optional.of(answer(in)) : Optional.empty();
        return new Finding(id, kind, time, rules, level, what, event, others, cover);
    }

    private static EventRef ref(DataInput in) throws IOException {
        Instant time = Texts.instant(in);
        List<String> texts = Texts.texts(in);
        return new EventRef(
                texts.get(0),
                time,
                texts.get(1),
                texts.get(2),
                texts.get(3),
                texts.get(4),
                texts.get(5),
                texts.get(6),
                texts.get(7),
                new Whereabouts(texts.get(8), in.readLong()));
    }

    private static CoverAnswer answer(DataInput in) throws IOException {
        Verdict verdict = Verdict.values()[in.readByte()];
        List<PartAnswer> parts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            parts.add(new PartAnswer(
                    CoverPart.values()[in.readByte()],
                    PartAnswer.State.values()[in.readByte()],
                    Texts.optional(in),
                    Texts.text(in)));
        }
        return new CoverAnswer(verdict, parts, Texts.optional(in));
    }
}
