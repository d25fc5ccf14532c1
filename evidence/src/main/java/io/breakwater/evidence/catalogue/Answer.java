package io.breakwater.evidence.catalogue;

import java.util.List;

/**
 * What the catalogue knows about a number somebody looked up.
 *
 * @param asked as it was asked
 * @param controls the controls of that number, those that had it in 2013 among them; empty when there is none
 * @param mistakes what is often wrongly said of it
 */
public record Answer(String asked, List<Control> controls, List<Folklore> mistakes) {
    /** Whether nothing is known. */
    public boolean unknown() {
        return controls.isEmpty() && mistakes.isEmpty();
    }

    /** The answer in sentences for a person. */
    public List<String> sentences() {
        if (unknown()) {
            return List.of("The catalogue has no control " + asked + ".");
        }
        List<String> sentences = new java.util.ArrayList<>();
        for (Control control : controls) {
            String was = control.was().isEmpty() ? "" : " (2013: " + String.join(", ", control.was()) + ")";
            sentences.add(control.label() + was + ": " + control.title() + ".");
        }
        for (Folklore mistake : mistakes) {
            sentences.add("Often said: “" + mistake.said() + "”. " + mistake.wrong() + " " + mistake.right());
        }
        return List.copyOf(sentences);
    }
}
