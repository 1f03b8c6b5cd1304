package dev.jwebhooks.delivery;

import dev.jwebhooks.delivery.BodyMemory.Share;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A body that is read when the first of its job's deliveries has its place at an endpoint, as far as there is memory
 * for it, and is let go with the last of them. It counts for the endpoint that it was read for.
 */
final class LargeBody implements Body {
    private final BodyMemory memory;
    private final Supplier<byte[]> source;
    private final int size;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger users = new AtomicInteger();
    private @Nullable Share share;
    private byte @Nullable [] bytes;

    /** The source is asked for the bytes, each time that memory was got for them. */
    LargeBody(BodyMemory memory, int size, Supplier<byte[]> source) {
        this.memory = memory;
        this.size = size;
        this.source = source;
    }

    /** One more delivery of the job, before any of them has begun. */
    void join() {
        users.incrementAndGet();
    }

    @Override
    public Contents open(String endpoint) {
        lock.lock();
        try {
            if (bytes != null) {
                return new Contents.Bytes(bytes);
            }
            Optional<Share> got = memory.take(endpoint, size);
            return got.isPresent()
                    ? new Contents.Bytes(read(got.get()))
                    : new Contents.NoRoom(memory.untilRoomFor(size));
        } finally {
            lock.unlock();
        }
    }

    private byte[] read(Share got) {
        byte[] read = null;
        try {
            read = source.get();
            bytes = read;
            share = got;
            return read;
        } finally {
            if (read == null) {
                memory.giveBack(got);
            }
        }
    }

    /** Waits for nobody: who reads it is a user, so that nobody does when the last one leaves. */
    @Override
    public void leave() {
        Share last = users.decrementAndGet() == 0 ? share : null;
        if (last != null) {
            bytes = null;
            share = null;
            memory.giveBack(last);
        }
    }
}
