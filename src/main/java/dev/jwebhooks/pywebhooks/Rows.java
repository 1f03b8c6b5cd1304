package dev.jwebhooks.pywebhooks;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A table that records go to, a batch at a time. */
interface Rows<R extends Dumped> {
    /** The record in these fields. */
    R read(Fields fields) throws Unfit;

    /** What keeps records of the batch from being written; those not named can be. */
    Map<UUID, Obstacle> obstacles(Collection<R> batch);

    /** Writes them in one statement with a commit of its own; how many were not there meanwhile. */
    int write(Collection<R> batch);

    /** In a dry run, in place of writing: later batches may refer to these. */
    int remember(Collection<R> batch);

    /** What somebody has to know of a record that is imported. */
    default Optional<String> remark(R record) {
        return Optional.empty();
    }

    /** A column of a batch. */
    static <R> UUID[] ids(Collection<R> batch, Function<R, UUID> value) {
        return batch.stream().map(value).toArray(UUID[]::new);
    }

    /** A column of a batch. */
    static <R> String[] texts(Collection<R> batch, Function<R, String> value) {
        return batch.stream().map(value).toArray(String[]::new);
    }

    /** The moments of a batch, in microseconds. */
    static <R> Long[] micros(Collection<R> batch, ToLongFunction<R> value) {
        return batch.stream().mapToLong(value).boxed().toArray(Long[]::new);
    }
}
