package io.breakwater.server.api;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** What holds for every operation is said once, and so is the form of every name. */
public final class OpenApiRules implements OASFilter {
    private static final String TOKEN = "token";
    private static final String PROBLEM = "#/components/schemas/Problem";
    /** Types the house's mapper writes as one string. */
    private static final List<String> STRINGS = List.of(
            "ApprovalId",
            "ControlId",
            "DebtId",
            "FactId",
            "GrantId",
            "IncidentId",
            "PersonId",
            "RoleName",
            "TargetName",
            "TokenId");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getComponents()
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer"));
        api.getComponents().addSchema("Problem", problem());
        for (String name : STRINGS) {
            if (api.getComponents().getSchemas().containsKey(name)) {
                api.getComponents().addSchema(name, type(Schema.SchemaType.STRING));
            }
        }
        api.getPaths()
                .getPathItems()
                .values()
                .forEach(item -> item.getOperations().forEach(OpenApiRules::complete));
    }

    private static void complete(PathItem.HttpMethod method, Operation operation) {
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(TOKEN));
        operation
                .getResponses()
                .addAPIResponse(
                        "default",
                        OASFactory.createAPIResponse()
                                .description("An error, with a stable code")
                                .content(OASFactory.createContent()
                                        .addMediaType(
                                                Problem.MEDIA_TYPE,
                                                OASFactory.createMediaType()
                                                        .schema(OASFactory.createSchema()
                                                                .ref(PROBLEM)))));
        if (method == PathItem.HttpMethod.POST || method == PathItem.HttpMethod.PUT) {
            operation.addParameter(header("Idempotency-Key", true, "a new one for every new command"));
            operation.addParameter(header("If-Match", false, "the ETag the decision was based on"));
        }
    }

    private static Parameter header(String name, boolean required, String meaning) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .required(required)
                .description(meaning)
                .schema(type(Schema.SchemaType.STRING));
    }

    private static Schema problem() {
        Schema detail = OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .properties(Map.of(
                        "line", type(Schema.SchemaType.INTEGER),
                        "column", type(Schema.SchemaType.INTEGER),
                        "code", type(Schema.SchemaType.STRING),
                        "message", type(Schema.SchemaType.STRING)));
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .description("RFC 9457, with a stable code")
                .required(List.of("type", "title", "status", "code", "detail"))
                .properties(Map.of(
                        "type", type(Schema.SchemaType.STRING),
                        "title", type(Schema.SchemaType.STRING),
                        "status", type(Schema.SchemaType.INTEGER),
                        "code", type(Schema.SchemaType.STRING),
                        "detail", type(Schema.SchemaType.STRING),
                        "errors",
                                OASFactory.createSchema()
                                        .type(List.of(Schema.SchemaType.ARRAY))
                                        .items(detail)));
    }

    private static Schema type(Schema.SchemaType type) {
        return OASFactory.createSchema().type(List.of(type));
    }
}
