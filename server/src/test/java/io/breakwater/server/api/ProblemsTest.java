package io.breakwater.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {
    private static final String INSIDE = "ERROR: relation \"fact\" at db.internal:5432, password hunter2";
    private static final Logger LOG = Logger.getLogger("io.breakwater.request");

    private final List<LogRecord> logged = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(listener);
    }

    static List<Throwable> failures() {
        return List.of(
                new BreakwaterException(Code.INTERNAL, INSIDE, new SQLException(INSIDE)),
                new IllegalStateException(INSIDE),
                new StackOverflowError(INSIDE));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatFailsInside_isAnsweredInFixedWords_andLoggedUnderTheRequestsId(Throwable failure) {
        Problem problem = Problems.of(failure, "7f3a-request");
        assertThat(problem.code()).isEqualTo("INTERNAL");
        assertThat(problem.detail()).isEqualTo("the server failed; its log says why, under this answer's X-Request-Id");
        assertThat(logged).singleElement().satisfies(entry -> {
            assertThat(entry.getMessage() + java.util.Arrays.toString(entry.getParameters()))
                    .contains("7f3a-request");
            assertThat(entry.getThrown()).isSameAs(failure);
        });
    }
}
