package io.breakwater.ledger.postgres;

import io.breakwater.ledger.Envelope;
import io.breakwater.ledger.FactCodec;
import io.breakwater.ledger.FactIds;
import io.breakwater.ledger.Journal.Content;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.Receipt;
import io.breakwater.ledger.StateStore;
import io.breakwater.ledger.Transaction;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.model.Actor;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * One transaction on one connection.
 *
 * <p>Facts are encoded and numbered when they are appended, and inserted together at the end, while the locks on their
 * incidents' counters are held: so arrival numbers run the same way as an incident's own.
 */
final class PostgresTransaction implements Transaction, PostgresState.Work {
    private static final String INSERT =
            "insert into fact (id, type, time, incident, incidentseq, leaf) values (?, ?, ?, ?, ?, ?)";

    private final Connection connection;
    private final boolean writable;
    private final String origin;
    private final Instant now;
    private final FactIds ids;
    private final RandomGenerator random;
    private final PostgresState state;
    private final List<Draft> drafts = new ArrayList<>();
    private boolean open = true;
    private boolean wrote;

    /** A fact that is not inserted yet. */
    private record Draft(Envelope envelope, byte[] leaf) {}

    /** A number in a population, and the time that goes with it. */
    private record Place(long sequence, Instant time) {}

    /** What the database said within somebody's work, on its way out to the journal. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException why;

        Refused(SQLException why) {
            super(why);
            this.why = why;
        }

        SQLException why() {
            return why;
        }
    }

    PostgresTransaction(
            Connection connection, boolean writable, String origin, Instant now, FactIds ids, RandomGenerator random) {
        this.connection = connection;
        this.writable = writable;
        this.origin = origin;
        this.now = now;
        this.ids = ids;
        this.random = random;
        this.state = new PostgresState(connection, this);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public FactId append(Actor actor, Fact fact) {
        requireOpen(true);
        FactId id = ids.next(now);
        Place place = fact.population().map(this::nextPlace).orElse(new Place(0, now));
        OptionalLong sequence = place.sequence() == 0 ? OptionalLong.empty() : OptionalLong.of(place.sequence());
        Envelope envelope = Envelope.of(id, origin, place.time(), actor, sequence, fact);
        drafts.add(new Draft(envelope, FactCodec.encode(envelope)));
        return id;
    }

    private Place nextPlace(IncidentId incident) {
        return run(
                true,
                () -> Sql.first(
                                connection,
                                row -> new Place(row.getLong(1), instant(row, 2)),
                                "insert into incident_sequence as known (incident, last, time) values (?, 1, ?)"
                                        + " on conflict (incident) do update set last = known.last + 1,"
                                        + " time = greatest(known.time, excluded.time) returning last, time",
                                incident.value(),
                                utc(now))
                        .orElseThrow());
    }

    @Override
    public ContentRef keep(String text) {
        return keep(ContentRef.TEXT, Json.utf8(text));
    }

    @Override
    public ContentRef keep(String mediaType, byte[] bytes) {
        requireOpen(true);
        byte[] salt = new byte[Content.SALT_BYTES];
        random.nextBytes(salt);
        Content content = Content.of(Json.storable(mediaType), salt, bytes);
        run(
                true,
                () -> Sql.execute(
                        connection,
                        "insert into content (digest, media_type, salt, bytes) values (?, ?, ?, ?)",
                        content.ref().digest(),
                        mediaType,
                        salt,
                        bytes));
        return content.ref();
    }

    @Override
    public void erase(String digest) {
        run(true, () -> Sql.execute(connection, "delete from content where digest = ?", digest));
    }

    @Override
    public long lastSequence(IncidentId incident) {
        return run(false, () -> writable ? lockedSequence(incident) : committedSequence(incident));
    }

    private long committedSequence(IncidentId incident) throws SQLException {
        return Sql.first(
                        connection,
                        row -> row.getLong(1),
                        "select last from incident_sequence where incident = ?",
                        incident.value())
                .orElse(0L);
    }

    /** Made if it is missing, because only a row can be locked; without facts it counts none and dates nothing. */
    private long lockedSequence(IncidentId incident) throws SQLException {
        return Sql.first(
                        connection,
                        row -> row.getLong(1),
                        "insert into incident_sequence as known (incident, last, time) values (?, 0, ?)"
                                + " on conflict (incident) do update set last = known.last returning last",
                        incident.value(),
                        utc(Instant.EPOCH))
                .orElseThrow();
    }

    @Override
    public StateStore state() {
        return state;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public <T> T run(boolean writes, PostgresState.Statements<T> statements) {
        requireOpen(writes);
        try {
            return statements.run();
        } catch (SQLException e) {
            throw new Refused(e);
        }
    }

    private void requireOpen(boolean writes) {
        if (!open) {
            throw new IllegalStateException("the transaction is over; do not keep it");
        }
        if (writes && !writable) {
            throw new IllegalStateException("this transaction only reads; use Journal.transact");
        }
        wrote |= writes;
    }

    /** No more work from here on. */
    void end() {
        open = false;
    }

    /** Whether there is anything to be lost. */
    boolean wrote() {
        return wrote;
    }

    /** The last fact appended; with it all others are durable, or none. */
    Optional<FactId> lastFact() {
        return drafts.isEmpty()
                ? Optional.empty()
                : Optional.of(drafts.get(drafts.size() - 1).envelope().id());
    }

    /**
     * Sends the facts, and the commit together with the last of them: one way to the database and back less. When it fails
     * because the session was cut, the commit may still come through as long as the session's {@link Backends process} runs.
     */
    void commit() throws SQLException {
        if (!drafts.isEmpty()) {
            insertAll(drafts.subList(0, drafts.size() - 1));
            try (PreparedStatement insert = connection.prepareStatement(
                    INSERT + " returning " + Durability.WAIT_FOR_THE_DISK + Sql.AND_COMMIT)) {
                bind(insert, drafts.get(drafts.size() - 1));
                insert.execute();
            }
        } else if (wrote) {
            try (PreparedStatement wait =
                    connection.prepareStatement("select " + Durability.WAIT_FOR_THE_DISK + Sql.AND_COMMIT)) {
                wait.execute();
            }
        }
        // Nothing is sent when the database has committed; whatever wraps the session learns of it.
        connection.commit();
    }

    private void insertAll(List<Draft> some) throws SQLException {
        if (some.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Draft draft : some) {
                bind(insert, draft);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, Draft draft) throws SQLException {
        Envelope envelope = draft.envelope();
        insert.setObject(1, UUID.fromString(envelope.id().value()));
        insert.setString(2, envelope.type());
        insert.setObject(3, utc(envelope.time()));
        insert.setString(4, envelope.incident().map(IncidentId::value).orElse(null));
        insert.setObject(
                5, envelope.sequence().isPresent() ? envelope.sequence().getAsLong() : null, java.sql.Types.BIGINT);
        insert.setBytes(6, draft.leaf());
    }

    /** The receipts, in the order of appending. */
    List<Receipt> receipts(Instant durableAt) {
        return drafts.stream()
                .map(draft -> new Receipt(
                        draft.envelope().id(), Hash.leaf(draft.leaf()).hex(), durableAt))
                .toList();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
