package io.breakwater.evidence.catalogue;

import io.breakwater.model.ControlId;
import java.util.List;
import java.util.stream.Collectors;

/** The catalogue as a page for people: {@code docs/controls.md}. */
public final class ControlsPage {
    private final Catalogue catalogue;

    public ControlsPage(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The page in Markdown. */
    public String markdown() {
        StringBuilder page = new StringBuilder();
        page.append("# Controls and the facts that show them\n\n");
        page.append("Made from `evidence/src/main/resources/io/breakwater/evidence/catalogue/controls.yaml`; a test");
        page.append(" compares the two. Titles are short paraphrases of ours, never a standard's text.\n\n");
        page.append("## Often said, and wrong\n\n");
        page.append("| often said | why it is wrong | right |\n|---|---|---|\n");
        catalogue.folklore().forEach(mistake -> row(page, mistake.said(), mistake.wrong(), mistake.right()));
        page.append("\n## Controls\n\n");
        page.append("| control | 2013 | what it asks for | shown by |\n|---|---|---|---|\n");
        catalogue
                .controls()
                .forEach(control -> row(
                        page,
                        control.label(),
                        String.join(", ", control.was()),
                        control.title(),
                        shownBy(control.id())));
        page.append("\n## Facts\n\n");
        page.append("| fact | it shows that | controls |\n|---|---|---|\n");
        catalogue
                .proofs()
                .forEach(proof -> row(page, "`" + proof.fact() + "`", proof.shows(), numbers(proof.controls())));
        return page.toString();
    }

    private String shownBy(ControlId control) {
        return catalogue.proofs().stream()
                .filter(proof -> proof.controls().contains(control))
                .map(proof -> "`" + proof.fact() + "`")
                .collect(Collectors.joining(", "));
    }

    private static String numbers(List<ControlId> controls) {
        return controls.stream().map(ControlId::value).collect(Collectors.joining(", "));
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ");
        page.append(String.join(" | ", cells).replace("\n", " "));
        page.append(" |\n");
    }
}
