package io.breakwater.detect.scan;

import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.event.Whereabouts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hits on disk. */
final class HitCodec implements Codec<Hit> {
    private final LargeRecords records;

    HitCodec(LargeRecords records) {
        this.records = records;
    }

    @Override
    public SortKey key(Hit hit) {
        LogEvent event = hit.event();
        return new SortKey(
                event.time(), event.id(), event.where().source(), event.where().index());
    }

    @Override
    public void write(Hit hit, DataOutput out) throws IOException {
        write(hit.event(), out);
        out.writeInt(hit.rules().size());
        for (int rule : hit.rules()) {
            out.writeInt(rule);
        }
    }

    @Override
    public Hit read(DataInput in) throws IOException {
        LogEvent event = event(in);
        int count = in.readInt();
        List<Integer> rules = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rules.add(in.readInt());
        }
        return new Hit(event, rules);
    }

    void write(LogEvent event, DataOutput out) throws IOException {
        out.writeByte(event.cloud().ordinal());
        out.writeByte(event.outcome().ordinal());
        Texts.write(event.time(), out);
        Texts.write(
                List.of(
                        event.format(),
                        event.id(),
                        event.service(),
                        event.action(),
                        event.account(),
                        event.region(),
                        event.errorCode(),
                        event.address(),
                        event.userAgent(),
                        event.where().source()),
                out);
        out.writeLong(event.where().index());
        write(event.principal(), out);
        Texts.write(event.resources(), out);
        Texts.time(event.delivered(), out);
        records.write(event.raw(), out);
    }

    private static void write(Principal who, DataOutput out) throws IOException {
        Texts.write(List.of(who.kind(), who.id(), who.name(), who.account()), out);
        Texts.write(who.accessKeyId(), out);
        Texts.write(who.sessionName(), out);
        Texts.write(who.sourceIdentity(), out);
        Texts.write(who.issuer(), out);
        Texts.write(who.mfa().map(String::valueOf), out);
    }

    LogEvent event(DataInput in) throws IOException {
        Cloud cloud = Cloud.values()[in.readByte()];
        Outcome outcome = Outcome.values()[in.readByte()];
        Instant time = Texts.instant(in);
        List<String> texts = Texts.texts(in);
        long index = in.readLong();
        Principal principal = principal(in);
        List<String> resources = Texts.texts(in);
        Optional<Instant> delivered = Texts.time(in);
        RawRecord raw = records.read(in);
        return new LogEvent(
                cloud,
                texts.get(0),
                texts.get(1),
                time,
                texts.get(2),
                texts.get(3),
                texts.get(4),
                texts.get(5),
                outcome,
                texts.get(6),
                principal,
                texts.get(7),
                texts.get(8),
                resources,
                delivered,
                new Whereabouts(texts.get(9), index),
                raw);
    }

    private static Principal principal(DataInput in) throws IOException {
        List<String> texts = Texts.texts(in);
        return new Principal(
                texts.get(0),
                texts.get(1),
                texts.get(2),
                texts.get(3),
                Texts.optional(in),
                Texts.optional(in),
                Texts.optional(in),
                Texts.optional(in),
                Texts.optional(in).map(Boolean::parseBoolean));
    }
}
