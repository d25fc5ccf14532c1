package io.breakwater.ledger.postgres;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables of the journal, brought to this version. */
public final class Schema {
    private Schema() {}

    /**
     * Makes or upgrades the tables; several servers may do so at once.
     *
     * @throws BreakwaterException {@code JOURNAL_UNAVAILABLE} when the database cannot be reached or holds something else
     */
    public static void migrate(DataSource database) {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database)
                    .locations("classpath:db/migration")
                    .table("schema_history")
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new BreakwaterException(
                    Code.JOURNAL_UNAVAILABLE, "the journal's tables cannot be made or upgraded: " + e.getMessage(), e);
        }
    }
}
