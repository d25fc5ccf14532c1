package io.breakwater.evidence.pack;

import io.breakwater.evidence.catalogue.Catalogue;
import io.breakwater.evidence.catalogue.Control;
import io.breakwater.evidence.catalogue.Proof;
import io.breakwater.model.FindingFact.LogCoverageTaken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an incident's facts show of each control, and what they leave open. */
final class Evidence {
    private static final String PREFIX = "io.breakwater.";

    /** One kind of fact that shows a control: how many there are, and the numbers of some. */
    record Shown(String fact, String shows, long count, List<Long> sequences) {}

    /** One control: what shows it, and which gaps there are in words. */
    record Line(Control control, List<Shown> shown, List<String> gaps) {
        /** Whether there is something to say about the control. */
        boolean touched() {
            return !shown.isEmpty() || !gaps.isEmpty();
        }
    }

    private final List<Line> lines;

    Evidence(Catalogue catalogue, Story story) {
        Map<String, List<String>> gaps = Gaps.of(story);
        this.lines = catalogue.controls().stream()
                .map(control -> new Line(
                        control,
                        shown(catalogue, control, story),
                        gaps.getOrDefault(control.id().value(), List.of())))
                .filter(Line::touched)
                .toList();
    }

    /** The controls the incident touches, in the order of the catalogue. */
    List<Line> lines() {
        return lines;
    }

    /** What goes into {@code controls.json}. */
    Map<String, Object> file() {
        List<Map<String, Object>> controls = new ArrayList<>();
        for (Line line : lines) {
            controls.add(Map.of(
                    "control", line.control().id(),
                    "title", line.control().title(),
                    "numbersOf2013", line.control().was(),
                    "shownBy", line.shown(),
                    "gaps", line.gaps()));
        }
        return Map.of("controls", controls);
    }

    /** What the logs show is said in figures. */
    private static String figures(Proof proof, Story story) {
        return story.logs()
                .filter(logs -> proof.fact().equals(LogCoverageTaken.class.getSimpleName()))
                .map(logs -> " (" + LogFigures.of(logs).inWords() + ")")
                .orElse("");
    }

    private static List<Shown> shown(Catalogue catalogue, Control control, Story story) {
        List<Shown> shown = new ArrayList<>();
        for (Proof proof : catalogue.proofs()) {
            Story.Seen seen = story.seen().get(PREFIX + proof.fact() + ".v1");
            if (seen != null && proof.controls().contains(control.id())) {
                shown.add(new Shown(proof.fact(), proof.shows() + figures(proof, story), seen.count(), seen.first()));
            }
        }
        return shown;
    }
}
