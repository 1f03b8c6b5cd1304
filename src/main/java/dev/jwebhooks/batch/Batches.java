package dev.jwebhooks.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Group commit, as databases do it for their log: while a batch is under way the calls that come meanwhile gather, and
 * the first of them to get its turn makes the next batch for all. There is no thread of its own and no wait for
 * company. How many may gather is bounded by who calls: each has at most one call here.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class Batches<Q, A> {
    private final ConcurrentLinkedQueue<Call<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore turns;
    private final int largest;
    private final Function<List<Q>, List<A>> together;

    /**
     * Calls to be made by that function, which answers them in their order. What it throws, be it an {@link Error}, is
     * thrown to all callers of the batch: nobody may wait on for an answer that does not come.
     *
     * @param atOnce batches that may be under way at the same time, 1 or more
     * @param largest calls in one batch, 1 or more
     */
    public Batches(int atOnce, int largest, Function<List<Q>, List<A>> together) {
        // Fair, or a call could be overtaken without end.
        this.turns = new Semaphore(atOnce, true);
        this.largest = largest;
        this.together = together;
    }

    /** Waits for the answer. */
    public A call(Q asked) {
        Call<Q, A> call = new Call<>(asked);
        waiting.add(call);
        turns.acquireUninterruptibly();
        try {
            while (!call.taken) {
                make(nextBatch());
            }
        } finally {
            turns.release();
        }
        return call.await();
    }

    private List<Call<Q, A>> nextBatch() {
        List<Call<Q, A>> batch = new ArrayList<>();
        Call<Q, A> next = waiting.poll();
        while (next != null) {
            next.taken = true;
            batch.add(next);
            next = batch.size() < largest ? waiting.poll() : null;
        }
        return batch;
    }

    private void make(List<Call<Q, A>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            List<A> answers =
                    together.apply(batch.stream().map(call -> call.asked).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer.complete(answers.get(i));
            }
        } catch (RuntimeException | Error failure) {
            batch.forEach(call -> call.answer.completeExceptionally(failure));
        }
    }

    private static final class Call<Q, A> {
        private final Q asked;
        private final CompletableFuture<A> answer = new CompletableFuture<>();
        private volatile boolean taken;

        Call(Q asked) {
            this.asked = asked;
        }

        A await() {
            try {
                return answer.join();
            } catch (CompletionException failed) {
                switch (failed.getCause()) {
                    case RuntimeException cause -> throw cause;
                    case Error cause -> throw cause;
                    case null, default -> throw failed;
                }
            }
        }
    }
}
