package io.breakwater.detect.azure;

import io.breakwater.detect.event.Principal;
import io.breakwater.detect.event.RecordFields;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The token that a request to Azure came with, as the Activity Log keeps it: under {@code claims}, or in {@code identity}. */
final class Claims {
    private static final String SOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
    private static final String MICROSOFT = "http://schemas.microsoft.com/";
    private static final List<String> PLACES = List.of("claims.", "identity.claims.", "Claims_d.", "Claims.");

    private final RecordFields fields;

    Claims(RecordFields fields) {
        this.fields = fields;
    }

    private Optional<String> some(String... names) {
        return Stream.of(names)
                .flatMap(name -> PLACES.stream().flatMap(place -> fields.texts(place + name).stream()))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    Optional<String> address() {
        return some("ipaddr");
    }

    Optional<String> tenant() {
        return some(MICROSOFT + "identity/claims/tenantid", "tid");
    }

    /** A person is called by the principal name, an application by its object id, which is all that the log has. */
    Principal principal(String tenant) {
        Optional<String> caller = fields.some("caller", "Caller").or(() -> some(SOAP + "upn", SOAP + "name", "upn"));
        Optional<String> object = some(MICROSOFT + "identity/claims/objectidentifier", "oid")
                .or(() -> fields.some("identity.authorization.evidence.principalId"));
        String name = caller.or(() -> some("name", "appid")).or(() -> object).orElse("");
        return Principals.of(kind(name), object.orElse(name), name, tenant().orElse(tenant), mfa());
    }

    private String kind(String name) {
        Optional<String> written = fields.some("identity.authorization.evidence.principalType");
        boolean isApplication = some("idtyp").filter("app"::equals).isPresent();
        return written.orElse(isApplication ? "ServicePrincipal" : name.contains("@") ? "User" : "");
    }

    /** {@code amr}, the methods a person used: {@code pwd,mfa}. */
    private Optional<Boolean> mfa() {
        return some(MICROSOFT + "claims/authnmethodsreferences", "amr")
                .map(methods -> List.of(methods.split(",")).contains("mfa"));
    }
}
