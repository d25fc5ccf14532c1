package io.breakwater.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Documents in memory, kept as JSON, so that what does not survive storage does not survive here either. */
final class MemoryState {
    private record Document(long version, String json) {}

    private final Map<String, TreeMap<String, Document>> kinds = new TreeMap<>();

    /** The documents as one transaction sees and changes them. */
    StateStore in(List<Runnable> undo, Runnable requireWritable) {
        return new View(undo, requireWritable);
    }

    private TreeMap<String, Document> documents(Class<?> kind) {
        return kinds.computeIfAbsent(kind.getSimpleName(), none -> new TreeMap<>());
    }

    private static <T> StateStore.Stored<T> read(Class<T> kind, String id, Document document) {
        try {
            return new StateStore.Stored<>(id, document.version(), Json.mapper().readValue(document.json(), kind));
        } catch (JsonProcessingException e) {
            throw new BreakwaterException(
                    Code.INTERNAL, "the stored " + kind.getSimpleName() + " " + id + " cannot be read", e);
        }
    }

    private static boolean matches(Document document, Map<String, Object> matching) {
        try {
            JsonNode root = Json.mapper().readTree(document.json());
            return matching.entrySet().stream().allMatch(wanted -> {
                JsonNode value = Json.mapper().valueToTree(wanted.getValue());
                return root.at("/" + wanted.getKey().replace('.', '/')).equals(value);
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class View implements StateStore {
        private final List<Runnable> undo;
        private final Runnable requireWritable;

        View(List<Runnable> undo, Runnable requireWritable) {
            this.undo = undo;
            this.requireWritable = requireWritable;
        }

        @Override
        public <T> Optional<Stored<T>> find(Class<T> kind, String id) {
            return Optional.ofNullable(documents(kind).get(id)).map(document -> read(kind, id, document));
        }

        @Override
        public <T> Optional<Stored<T>> lock(Class<T> kind, String id) {
            return find(kind, id);
        }

        @Override
        public <T> Stored<T> insert(String id, T value) {
            if (documents(value.getClass()).containsKey(id)) {
                throw new BreakwaterException(
                        Code.CONFLICT, "there is a " + value.getClass().getSimpleName() + " " + id + " already");
            }
            return put(id, 1, value);
        }

        @Override
        public <T> Stored<T> update(Stored<T> before, T value) {
            Document now = documents(value.getClass()).get(before.id());
            if (now == null || now.version() != before.version()) {
                throw new BreakwaterException(
                        Code.STALE_VERSION,
                        "somebody else changed the " + value.getClass().getSimpleName() + " " + before.id()
                                + " meanwhile; read it again");
            }
            return put(before.id(), before.version() + 1, value);
        }

        private <T> Stored<T> put(String id, long version, T value) {
            set(value.getClass(), id, new Document(version, Json.document(value)));
            return new Stored<>(id, version, value);
        }

        @Override
        public void delete(Class<?> kind, String id) {
            set(kind, id, null);
        }

        private void set(Class<?> kind, String id, @Nullable Document document) {
            requireWritable.run();
            TreeMap<String, Document> documents = documents(kind);
            Document before = document == null ? documents.remove(id) : documents.put(id, document);
            undo.add(() -> {
                if (before == null) {
                    documents.remove(id);
                } else {
                    documents.put(id, before);
                }
            });
        }

        @Override
        public <T> List<Stored<T>> list(Class<T> kind, Map<String, Object> matching, String afterId, int limit) {
            return matching(kind, matching, afterId)
                    .limit(limit)
                    .map(entry -> read(kind, entry.getKey(), entry.getValue()))
                    .toList();
        }

        @Override
        public long count(Class<?> kind, Map<String, Object> matching) {
            return matching(kind, matching, "").count();
        }

        private Stream<Map.Entry<String, Document>> matching(
                Class<?> kind, Map<String, Object> matching, String afterId) {
            return documents(kind).tailMap(afterId, false).entrySet().stream()
                    .filter(entry -> matches(entry.getValue(), matching));
        }
    }
}
