package io.breakwater.walls;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The plan of the house: which room may use which.
 *
 * <pre>
 *                model
 *                  ↑
 *        document, ledger          embedded
 *      ↑       ↑        ↑       ↑      ↑
 *   access  response  evidence detect  │
 *      ↑       ↑        ↑  ↑    ↑  ↑   │
 *   connect    │        │  └cli─┘  │   │
 *      ↑       │        │          │   │
 *      └────── server ──┴──────────┴───┘
 * </pre>
 */
final class House {
    /** Every room and the rooms it may use, itself not named. A room that is not here may not exist. */
    static final Map<String, Set<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("embedded", Set.of()),
            Map.entry("document", Set.of("model")),
            Map.entry("ledger", Set.of("model")),
            Map.entry("access", Set.of("model", "document", "ledger")),
            Map.entry("response", Set.of("model", "document", "ledger")),
            Map.entry("evidence", Set.of("model", "document", "ledger")),
            Map.entry("detect", Set.of("model", "ledger")),
            // The spi of a room speaks the room's own words; connect sees nothing of a room but its spi.
            Map.entry("connect", Set.of("model", "access.spi", "ledger.spi", "detect.spi")),
            Map.entry(
                    "server",
                    Set.of(
                            "model",
                            "document",
                            "ledger",
                            "access",
                            "response",
                            "evidence",
                            "detect",
                            "connect",
                            "embedded")),
            Map.entry("cli", Set.of("model", "ledger", "evidence", "detect"))));

    private static final String ROOT = "io.breakwater.";

    private static final DescribedPredicate<JavaCall<?>> READS_THE_WALL_CLOCK =
            describe("reads the wall clock", call -> {
                String owner = call.getTargetOwner().getName();
                boolean ofTime = owner.startsWith("java.time.")
                        && Set.of("now", "system", "systemUTC", "systemDefaultZone")
                                .contains(call.getName());
                return ofTime
                        || owner.equals("java.lang.System") && call.getName().equals("currentTimeMillis");
            });

    private House() {}

    /** One rule per room, each with the remedy in its message. */
    static List<ArchRule> walls() {
        List<ArchRule> rules = new ArrayList<>();
        MAY_USE.forEach((room, others) -> rules.add(wallOf(room, others)));
        rules.add(merkleNeedsOnlyTheJdk());
        rules.add(onlyTheServerKnowsQuarkus());
        rules.add(closetsNeverSeeEachOther());
        rules.add(theWallClockStaysOutside());
        rules.add(onlyServerAndHandToolListen());
        rules.add(nobodyReadsXml());
        rules.add(nothingPrintsButTheHandTool());
        rules.add(
                slices().matching("io.breakwater.(**)")
                        .should()
                        .beFreeOfCycles()
                        .because(
                                "a knot cannot be read or tested a piece at a time; move the shared word down, or invert the call with an spi"));
        return rules;
    }

    static ArchRule wallOf(String room, Set<String> others) {
        Set<String> allowed = new TreeSet<>();
        allowed.add(ROOT + room + "..");
        others.forEach(other -> allowed.add(ROOT + other + (other.contains(".") ? "" : "..")));
        return noClasses()
                .that()
                .resideInAPackage(ROOT + room + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.breakwater..")
                        .and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
                .because(room + " may use only " + others
                        + " (ARCHITECTURE.md); put the decision into the room it belongs to, or give this room an spi")
                .allowEmptyShould(true);
    }

    static ArchRule merkleNeedsOnlyTheJdk() {
        return classes()
                .that()
                .resideInAPackage("io.breakwater.ledger.merkle..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "io.breakwater.ledger.merkle..", "org.jspecify.."))
                .because("an auditor reads and runs the proofs alone; move what needs a library up into ledger")
                .allowEmptyShould(true);
    }

    static ArchRule onlyTheServerKnowsQuarkus() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.breakwater.server..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "jakarta..",
                                "org.eclipse.microprofile..",
                                "io.quarkus..",
                                "io.vertx..",
                                "io.smallrye..")
                        .and(not(resideInAPackage("io.quarkus.qute.."))))
                .because("rooms are plain Java; wire them in server")
                .allowEmptyShould(true);
    }

    static ArchRule closetsNeverSeeEachOther() {
        return slices().matching("io.breakwater.connect.(*)..")
                .should()
                .notDependOnEachOther()
                .because("one closet per foreign system; what two share is a word of model or a library")
                .allowEmptyShould(true);
    }

    static ArchRule theWallClockStaysOutside() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("io.breakwater.cli..", "io.breakwater.server..")
                .should()
                .callMethodWhere(READS_THE_WALL_CLOCK)
                .because("a whole emergency must run in one thread from one seed; take an InstantSource by constructor")
                .allowEmptyShould(true);
    }

    /** {@code embedded} asks the system for a free port, and closes it again before PostgreSQL takes it. */
    static ArchRule onlyServerAndHandToolListen() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("io.breakwater.cli..", "io.breakwater.server..", "io.breakwater.embedded..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.sun.net.httpserver..")
                        .or(assignableTo(java.net.ServerSocket.class))
                        .or(assignableTo(java.nio.channels.ServerSocketChannel.class))
                        .or(assignableTo(java.nio.channels.AsynchronousServerSocketChannel.class))
                        .or(assignableTo(java.net.DatagramSocket.class)))
                .because("whoever asks comes in through server or cli; give the room a method and call it from there")
                .allowEmptyShould(true);
    }

    /** What nobody reads cannot be led astray: no entity, no schema and no style sheet is ever fetched from elsewhere. */
    static ArchRule nobodyReadsXml() {
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "javax.xml..",
                        "jakarta.xml..",
                        "org.xml..",
                        "org.w3c.dom..",
                        "com.fasterxml.jackson.dataformat.xml.."))
                .because("XML names things elsewhere that a parser would fetch (XXE); take JSON, YAML or CSV")
                .allowEmptyShould(true);
    }

    static ArchRule nothingPrintsButTheHandTool() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("io.breakwater.cli..", "io.breakwater.server..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because(
                        "rooms say what happened with facts and exceptions; printing is for cli and the server's start")
                .allowEmptyShould(true);
    }
}
