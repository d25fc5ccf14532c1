package io.breakwater.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds for every operation of the API, the ones added tomorrow too. */
class OperationsTest {
    static List<Method> operations() throws Exception {
        java.nio.file.Path classes = java.nio.file.Path.of(Problem.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        java.nio.file.Path folder = classes.resolve("io/breakwater/server/api");
        try (Stream<java.nio.file.Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .map(name -> "io.breakwater.server.api." + name.replace(".class", ""))
                    .map(OperationsTest::load)
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .filter(method -> Stream.of(GET.class, POST.class, PUT.class, DELETE.class)
                            .anyMatch(method::isAnnotationPresent))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("an operation that does not say whom it admits would admit nobody; none forgot")
    void everyOperation_saysWhomItAdmits() throws Exception {
        assertThat(operations()).hasSizeGreaterThan(30).allMatch(method -> method.isAnnotationPresent(Admits.class));
    }

    @Test
    @DisplayName("the policy names hosts and accounts: who has no function does not get to see it")
    void policyInForce_isForPeopleWithAFunctionOnly() throws Exception {
        Admits admits = PolicyResource.class.getDeclaredMethod("inForce").getAnnotation(Admits.class);
        assertThat(admits.anyFunction()).isTrue();
    }

    @Test
    void everyOperation_isDescribedInOneLine() throws Exception {
        assertThat(operations())
                .map(method -> method.getAnnotation(Operation.class))
                .allMatch(Objects::nonNull)
                .allMatch(operation -> operation.summary().length() > 10);
    }
}
