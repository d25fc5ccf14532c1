package io.breakwater.response.finding;

import io.breakwater.model.Function;
import io.breakwater.model.Person;
import java.util.EnumSet;
import java.util.Set;

/** What a person can do about a finding, and who may: whoever is active and holds one of the functions. */
enum FindingAct {
    ANSWER("answer findings", EnumSet.complementOf(EnumSet.of(Function.AUDITOR))),
    ACCEPT("accept findings", EnumSet.of(Function.SECURITY_APPROVER, Function.ADMINISTRATOR));

    private final String words;
    private final Set<Function> functions;

    FindingAct(String words, Set<Function> functions) {
        this.words = words;
        this.functions = functions;
    }

    String words() {
        return words;
    }

    boolean allows(Person person) {
        return person.active() && person.functions().stream().anyMatch(functions::contains);
    }
}
