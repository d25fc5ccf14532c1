package io.breakwater.cli.drill;

/**
 * Who takes part.
 *
 * @param alice the engineer on call
 * @param bob approves for engineering
 * @param carol approves for security
 * @param dana commands
 */
record Cast(Person alice, Person bob, Person carol, Person dana) {
    static Cast assemble(Person administrator) {
        return new Cast(
                administrator.admit("alice", "Alice Ito", "engineer"),
                administrator.admit("bob", "Bob Lindqvist", "engineering-approver"),
                administrator.admit("carol", "Carol Okafor", "security-approver"),
                administrator.admit("dana", "Dana Reyes", "commander"));
    }
}
