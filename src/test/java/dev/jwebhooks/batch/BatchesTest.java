package dev.jwebhooks.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Integer> sizes = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stopCallers() {
        callers.shutdownNow();
    }

    @Test
    void a_call_that_comes_alone_is_made_alone_and_at_once() {
        Batches<Integer, String> batches = new Batches<>(1, 10, this::answer);

        assertThat(batches.call(7)).isEqualTo("7");
        assertThat(sizes).containsExactly(1);
    }

    @Test
    void calls_that_come_while_one_is_under_way_are_made_together() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        Batches<Integer, String> batches = new Batches<>(1, 10, asked -> {
            awaitQuietly(held);
            return answer(asked);
        });

        List<Future<String>> answers = sixteenCalls(batches);
        held.countDown();

        for (int i = 0; i < 16; i++) {
            assertThat(answers.get(i).get()).isEqualTo(Integer.toString(i));
        }
        assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(16);
        assertThat(sizes).hasSizeLessThan(16).allMatch(size -> size <= 10);
    }

    @Test
    void what_a_batch_throws_is_thrown_to_its_callers_and_the_next_one_is_made() {
        AtomicInteger batch = new AtomicInteger();
        Batches<Integer, String> batches = new Batches<>(2, 10, asked -> {
            if (batch.getAndIncrement() == 0) {
                throw new IllegalStateException("away");
            }
            return answer(asked);
        });

        assertThatThrownBy(() -> batches.call(1)).isInstanceOf(IllegalStateException.class);
        assertThat(batches.call(2)).isEqualTo("2");
    }

    @Test
    void an_error_is_thrown_to_all_callers_of_its_batch_so_that_none_waits_for_ever() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        Batches<Integer, String> batches = new Batches<>(1, 10, _ -> {
            awaitQuietly(held);
            throw new OutOfMemoryError("Java heap space");
        });
        List<Future<String>> answers = sixteenCalls(batches);
        held.countDown();

        for (Future<String> answer : answers) {
            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(OutOfMemoryError.class);
        }
    }

    /** Which have come when this returns. */
    private List<Future<String>> sixteenCalls(Batches<Integer, String> batches) {
        AtomicInteger came = new AtomicInteger();
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int number = i;
            answers.add(callers.submit(() -> {
                came.incrementAndGet();
                return batches.call(number);
            }));
        }
        await().until(() -> came.get() == 16);
        return answers;
    }

    private List<String> answer(List<Integer> asked) {
        sizes.add(asked.size());
        return asked.stream().map(number -> Integer.toString(number)).toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
