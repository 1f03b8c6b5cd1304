package dev.jwebhooks.schema;

import com.networknt.schema.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Compiled schemas by the digest of their text; those used longest ago go when there are too many. */
final class CompiledSchemas {
    private final long most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Compiled> byDigest = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    /** Keeps some with this many characters of text together. */
    CompiledSchemas(long most) {
        this.most = most;
    }

    /**
     * A schema that data can be checked against.
     *
     * @param size of its text, in characters
     */
    record Compiled(String digest, Schema schema, int size) {}

    /** The schema of a text, compiled where it is not known; refused (422) if it cannot be. */
    Compiled of(String text) {
        String digest = SchemaDigest.of(text);
        Compiled known = find(digest);
        if (known != null) {
            return known;
        }
        Compiled compiled = new Compiled(digest, SchemaCompiler.compile(text), text.length());
        keep(compiled);
        return compiled;
    }

    /** The one with that digest, where it is known. */
    @Nullable
    Compiled find(String digest) {
        lock.lock();
        try {
            return byDigest.get(digest);
        } finally {
            lock.unlock();
        }
    }

    private void keep(Compiled compiled) {
        lock.lock();
        try {
            if (byDigest.put(compiled.digest, compiled) == null) {
                held += compiled.size;
            }
            var oldest = byDigest.values().iterator();
            while (held > most && oldest.hasNext()) {
                held -= oldest.next().size;
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }
}
