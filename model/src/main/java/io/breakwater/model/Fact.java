package io.breakwater.model;

import java.util.Optional;

/**
 * One thing that happened. The only input to every view.
 *
 * <p>Facts are records with past-tense names; a fact's type on the ledger is {@code io.breakwater.<Name>.v1}. A released
 * fact never changes its components: what must be said differently becomes a new type.
 */
public sealed interface Fact permits IncidentFact, GrantFact, DebtFact, FindingFact, HouseFact, UnknownFact {
    /** The incident in whose numbered population the fact belongs; empty for facts about the house itself. */
    Optional<IncidentId> population();
}
