package io.breakwater.server.process;

import com.fasterxml.jackson.databind.JsonNode;

/** The people of an emergency, and what they do in it. */
record Emergency(Api admin, Api alice, Api bob, Api carol, Api dana) {
    static Emergency on(ServerProcess server) {
        Api admin = server.admin();
        return new Emergency(
                admin,
                admin.person("alice", "'engineer'"),
                admin.person("bob", "'security-approver'"),
                admin.person("carol", "'engineering-approver'"),
                admin.person("dana", "'commander'"));
    }

    Emergency at(ServerProcess server) {
        return new Emergency(admin.at(server), alice.at(server), bob.at(server), carol.at(server), dana.at(server));
    }

    String declare() {
        return dana.post("/api/v1/incidents", "{'title':'checkout 5xx','severity':1}")
                .ok()
                .get("id")
                .asText();
    }

    static String ask(String incident, boolean breakGlass) {
        return "{'incident':'" + incident
                + "','target':'orders-db','role':'admin','durationSeconds':600,'reason':'orders cannot be written','breakGlass':"
                + breakGlass + "}";
    }

    JsonNode brokenGlass(String incident) {
        return alice.post("/api/v1/grants", ask(incident, true)).ok();
    }

    JsonNode credential(String grant) {
        return alice.post("/api/v1/grants/" + grant + "/credential", "{}").ok();
    }
}
