package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;

/** One document of a rule file, of which the head has been read. */
record Document(Kind kind, RuleInfo info, Mapping root) {
    /** What a document is, by the section that says so. */
    enum Kind {
        RULE("detection"),
        CORRELATION("correlation"),
        FILTER("filter"),
        FOLLOWUP("followup");

        private final String section;

        Kind(String section) {
            this.section = section;
        }

        String section() {
            return section;
        }
    }
}
