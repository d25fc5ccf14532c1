package io.breakwater.server.process;

import java.util.Map;

/** For every operation a body that is well formed, so that what is refused is refused for another reason. */
final class Bodies {
    private static final String FACT = "01919191-9191-7191-9191-919191919191";
    private static final Map<String, String> FITTING = Map.ofEntries(
            Map.entry("/api/v1/people", "{'id':'x','displayName':'x','functions':[]}"),
            Map.entry("/api/v1/people/{id}/functions", "{'functions':[]}"),
            Map.entry("/api/v1/people/{id}/aliases", "{'alias':'x'}"),
            Map.entry("/api/v1/people/{id}/deactivate", "{}"),
            Map.entry("/api/v1/people/{id}/tokens", "{'label':'x','expiresInSeconds':60}"),
            Map.entry("/api/v1/incidents", "{'title':'x','severity':1}"),
            Map.entry("/api/v1/incidents/{id}/roles", "{'role':'SCRIBE','person':'x'}"),
            Map.entry("/api/v1/incidents/{id}/notes", "{'text':'x'}"),
            Map.entry("/api/v1/incidents/{id}/amendments", "{'fact':'" + FACT + "','text':'x'}"),
            Map.entry("/api/v1/incidents/{id}/severity", "{'severity':1,'reason':'x'}"),
            Map.entry("/api/v1/incidents/{id}/tickets", "{'ticket':'X-1'}"),
            Map.entry(
                    "/api/v1/incidents/{id}/tickets/{ref}/decision",
                    "{'decision':'confirm','desk':'x','evidence':'x'}"),
            Map.entry("/api/v1/incidents/{id}/personal-data", "{'awareAt':'2026-11-21T03:12:00Z','scope':'x'}"),
            Map.entry("/api/v1/incidents/{id}/notifications", "{'rule':'x','to':'x','evidence':'x'}"),
            Map.entry("/api/v1/incidents/{id}/review", "{'findings':'x','participants':['x']}"),
            Map.entry("/api/v1/incidents/{id}/close", "{}"),
            Map.entry("/api/v1/incidents/{id}/reopen", "{'reason':'x'}"),
            Map.entry("/api/v1/incidents/{id}/packs", "{}"),
            Map.entry("/api/v1/incidents/{id}/erasures", "{'digest':'" + "0".repeat(64) + "','reason':'x'}"),
            Map.entry("/api/v1/grants", ask()),
            Map.entry("/api/v1/grants/explain", ask()),
            Map.entry("/api/v1/grants/{id}/approvals", "{'requestHash':'" + "0".repeat(64) + "','decision':'APPROVE'}"),
            Map.entry("/api/v1/grants/{id}/break-glass", "{}"),
            Map.entry("/api/v1/grants/{id}/credential", "{}"),
            Map.entry("/api/v1/grants/{id}/end", "{}"),
            Map.entry("/api/v1/grants/{id}/review", "{'decision':'APPROVE','comment':'x'}"),
            Map.entry("/api/v1/findings/{id}/explanation", "{'text':'x'}"),
            Map.entry("/api/v1/findings/{id}/remediation", "{'text':'x'}"),
            Map.entry("/api/v1/findings/{id}/incident", "{'incident':'INC-2026-0001','reason':'x'}"),
            Map.entry("/api/v1/findings/{id}/acceptance", "{'reason':'x','until':'2026-11-22T03:12:00Z'}"),
            Map.entry("/api/v1/findings/{id}/acceptance/approval", "{}"),
            Map.entry("/api/v1/policy", "{'document':'x'}"),
            Map.entry("/api/v1/policy/lint", "{'document':'x'}"),
            Map.entry("/api/v1/debts/rules/lint", "{'document':'x'}"));

    private Bodies() {}

    private static String ask() {
        return "{'incident':'INC-2026-0001','target':'orders-db','role':'admin','durationSeconds':60,'reason':'x'}";
    }

    static String fittingFor(String method, String path) {
        String body = FITTING.get(path);
        if (body == null) {
            throw new IllegalStateException("add a well-formed body for " + method + " " + path);
        }
        return body.replace('\'', '"');
    }
}
