package io.breakwater.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.ProofBuilder;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.TileSource;
import io.breakwater.ledger.merkle.TlogProof;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.FactId;
import io.breakwater.server.House;
import io.breakwater.server.Ledger;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The ledger: its head, its facts, their proofs, and the raw tiles for whoever verifies alone. */
@Path("/api/v1/ledger")
@Produces(MediaType.APPLICATION_JSON)
public final class LedgerResource {
    private static final String TEXT = "text/plain;charset=utf-8";
    private static final int SHORT = 19;

    private final House house;
    private final Requested requested;
    private final EvidenceReads evidenceReads;

    LedgerResource(House house, Requested requested, EvidenceReads evidenceReads) {
        this.house = house;
        this.requested = requested;
        this.evidenceReads = evidenceReads;
    }

    /**
     * The published head, and how far the database is ahead of it.
     *
     * @param rootHash lower-case hex
     * @param checkpoint the signed note
     * @param key the log's verifier key
     */
    public record HeadView(
            String origin,
            long size,
            String rootHash,
            String checkpoint,
            Instant publishedAt,
            long integratedSize,
            long unintegrated,
            String key,
            Optional<String> rolledBack) {}

    /**
     * A fact in the order of the log.
     *
     * @param leafHash lower-case hex
     */
    public record PlacedFact(OptionalLong position, String leafHash, JsonNode envelope) {
        static PlacedFact of(Recorded recorded) {
            try {
                return new PlacedFact(
                        recorded.position(),
                        Hash.leaf(recorded.leaf()).hex(),
                        Json.mapper().readTree(recorded.leaf()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @GET
    @Path("head")
    @Admits
    @Operation(summary = "Shows the published head of the log, signed, and what is not in it yet")
    public HeadView head() {
        Ledger ledger = house.ledger();
        Ledger.Head head = intact(this::published);
        return new HeadView(
                head.checkpoint().origin(),
                head.checkpoint().size(),
                head.checkpoint().root().hex(),
                head.note().format(),
                head.publishedAt(),
                known(ledger.integratedSize()),
                known(ledger.unintegrated()),
                ledger.key(),
                ledger.status().rolledBack());
    }

    @GET
    @Path("facts/{name}")
    @Admits(anyFunction = true)
    @Operation(
            summary = "Gives one fact, by position or id, as the exact bytes in the log; the reading is on the record")
    public Response fact(@PathParam("name") String name) {
        Recorded fact = find(name);
        evidenceReads.ofHouse(requested.caller(), "fact " + fact.envelope().id());
        return Response.ok(fact.leaf(), "application/cloudevents+json").build();
    }

    @GET
    @Path("facts")
    @Admits(anyFunction = true)
    @Operation(summary = "Lists facts in the order of the log; the reading is on the record")
    public Page<PlacedFact> facts(
            @QueryParam("from") @Nullable String from,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        int most = Page.limit(limit);
        long start = Query.number("after", after)
                .map(position -> position + 1)
                .or(() -> Query.number("from", from))
                .orElse(0L);
        evidenceReads.ofHouse(requested.caller(), "facts");
        List<Recorded> found = house.journal().factsFrom(start, most + 1);
        return Page.of(
                found,
                most,
                PlacedFact::of,
                fact -> String.valueOf(fact.position().orElse(0)));
    }

    @GET
    @Path("proofs/{name}")
    @Admits
    @Produces(TEXT)
    @Operation(summary = "Proves that a fact, by position or id, is in the published log (C2SP tlog-proof)")
    public String proof(@PathParam("name") String name) {
        Ledger.Head head = intact(this::published);
        long position = find(name)
                .position()
                .orElseThrow(
                        () -> new BreakwaterException(Code.NOT_FOUND, "the fact has no position yet; wait a second"));
        if (position >= head.checkpoint().size()) {
            throw new BreakwaterException(Code.NOT_FOUND, "no checkpoint covers the fact yet; wait a second");
        }
        return intact(() -> {
            ProofBuilder proofs = new ProofBuilder(tiles(), head.checkpoint().size());
            return TlogProof.of(proofs, position, head.note()).format();
        });
    }

    @GET
    @Path("tiles/{path: .+}")
    @Admits(anyFunction = true)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Gives the published log raw (C2SP tlog-tiles); reading entries is on the record")
    public Response tile(@PathParam("path") String path) {
        if (path.startsWith("tile/entries/")) {
            evidenceReads.ofHouse(requested.caller(), "entries");
        }
        try {
            byte[] bytes = readable(() -> tiles().read(path)).orElseThrow(() -> missing(path));
            return Response.ok(bytes)
                    .type(path.equals(TileSource.CHECKPOINT) ? TEXT : MediaType.APPLICATION_OCTET_STREAM)
                    .build();
        } catch (ProofException e) {
            throw missing(path);
        }
    }

    /** What is published, unless somebody damaged it. */
    private static <T> T intact(Supplier<T> reading) {
        try {
            return readable(reading);
        } catch (ProofException e) {
            throw new BreakwaterException(
                    Code.LEDGER_ROLLED_BACK, "the published log is damaged: " + e.getMessage(), e);
        }
    }

    private static <T> T readable(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (UncheckedIOException e) {
            throw new BreakwaterException(
                    Code.JOURNAL_UNAVAILABLE,
                    "the published log cannot be read: the folder it is published to is away or closed",
                    e);
        }
    }

    private static BreakwaterException missing(String path) {
        return new BreakwaterException(
                Code.NOT_FOUND, "the published log has no " + io.breakwater.model.Texts.quoted(path));
    }

    private Recorded find(String name) {
        Optional<Recorded> found = name.matches("[0-9]{1," + (SHORT - 1) + "}")
                ? house.journal().factsFrom(Long.parseLong(name), 1).stream()
                        .filter(fact -> fact.position().orElse(-1) == Long.parseLong(name))
                        .findFirst()
                : house.journal().fact(new FactId(name));
        return found.orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no such fact"));
    }

    private Ledger.Head published() {
        return house.ledger()
                .head()
                .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "nothing is published yet; wait a second"));
    }

    private TileSource tiles() {
        return house.ledger()
                .published()
                .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "nothing is published yet; wait a second"));
    }

    private static long known(OptionalLong value) {
        return value.orElseThrow(
                () -> new BreakwaterException(Code.JOURNAL_UNAVAILABLE, "the journal's database cannot be reached"));
    }
}
