package io.breakwater.evidence.catalogue;

import io.breakwater.model.ControlId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Controls as data: ISO/IEC 27001:2022 (with the numbers of 2013 beside), SOC 2, GDPR; what is wrongly said of them; and
 * which kinds of fact show that they were kept.
 */
public final class Catalogue {
    private static final String SHIPPED = "controls.yaml";

    private final List<Control> controls;
    private final List<Folklore> folklore;
    private final Map<String, Proof> proofs;
    private final List<Proof> proofsInOrder;

    Catalogue(List<Control> controls, List<Folklore> folklore, List<Proof> proofs) {
        this.controls = List.copyOf(controls);
        this.folklore = List.copyOf(folklore);
        this.proofsInOrder = List.copyOf(proofs);
        this.proofs = proofs.stream().collect(Collectors.toUnmodifiableMap(Proof::fact, Function.identity()));
    }

    /** The catalogue that comes with Breakwater. */
    public static Catalogue shipped() {
        try (InputStream in = Catalogue.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IOException("the resource " + SHIPPED + " is not in the jar");
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A catalogue from YAML.
     *
     * @throws CatalogueException with every mistake at once, each with its line
     */
    public static Catalogue of(String yaml) {
        return new CatalogueReader().read(yaml);
    }

    /** All controls, in the order of the catalogue. */
    public List<Control> controls() {
        return controls;
    }

    /** What is wrongly said. */
    public List<Folklore> folklore() {
        return folklore;
    }

    /** Which facts show what, in the order of the catalogue. */
    public List<Proof> proofs() {
        return proofsInOrder;
    }

    /** What a kind of fact shows; the name is that of its record. */
    public Optional<Proof> proof(String fact) {
        return Optional.ofNullable(proofs.get(fact));
    }

    /**
     * What there is to know about a number: {@code A.8.2}, {@code iso27001:A.8.2}, {@code CC6.3}, and numbers of 2013 such
     * as {@code A.11.2.6}, which are explained.
     */
    public Answer control(String number) {
        String asked = number.strip();
        String bare =
                asked.toUpperCase(Locale.ROOT).replaceFirst("^(ISO27001:|ISO 27001:2022 |SOC2:|SOC 2 |GDPR:)", "");
        List<Control> found = controls.stream()
                .filter(control -> control.number().toUpperCase(Locale.ROOT).equals(bare)
                        || control.was().contains(bare))
                .toList();
        List<Folklore> mistakes = folklore.stream()
                .filter(mistake -> mistake.controls().stream().anyMatch(control -> named(control, bare)))
                .toList();
        return new Answer(asked, found, mistakes);
    }

    /** The control of this id. */
    public Optional<Control> find(ControlId id) {
        return controls.stream().filter(control -> control.id().equals(id)).findFirst();
    }

    private static boolean named(String control, String bare) {
        return control.substring(control.indexOf(':') + 1)
                .toUpperCase(Locale.ROOT)
                .equals(bare);
    }
}
