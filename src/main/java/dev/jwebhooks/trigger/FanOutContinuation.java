package dev.jwebhooks.trigger;

import dev.jwebhooks.delivery.Dispatcher;
import dev.jwebhooks.delivery.Lease;
import dev.jwebhooks.delivery.Poller;
import dev.jwebhooks.trigger.FanOut.Chunk;
import dev.jwebhooks.trigger.FanOut.Cursor;
import java.util.Optional;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Finishes large fan-outs, its own and those of instances that died, one chunk a transaction. */
@Component
class FanOutContinuation implements SmartLifecycle {
    private final UnfinishedFanOuts unfinished;
    private final FanOut fanOut;
    private final Dispatcher dispatcher;
    private final TransactionOperations transactions;
    private final Poller poller;
    private volatile boolean running;

    FanOutContinuation(
            UnfinishedFanOuts unfinished,
            FanOut fanOut,
            Dispatcher dispatcher,
            TransactionOperations transactions,
            TriggerSettings settings) {
        this.unfinished = unfinished;
        this.fanOut = fanOut;
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.poller = new Poller("fan-out", settings.pollInterval(), this::continueOne);
    }

    /** There is one now. */
    void wake() {
        poller.wake();
    }

    private boolean continueOne() {
        Lease lease = dispatcher.lease();
        Optional<Chunk> chunk = transactions.execute(_ -> unfinished.lockNext().map(cursor -> advance(cursor, lease)));
        chunk.ifPresent(made -> dispatcher.dispatch(made.deliveries(), lease));
        return chunk.isPresent();
    }

    private Chunk advance(Cursor cursor, Lease lease) {
        Chunk chunk = fanOut.next(cursor, lease);
        if (chunk.full()) {
            unfinished.moveTo(chunk.cursor());
        } else {
            unfinished.end(cursor.triggeredId());
        }
        return chunk;
    }

    @Override
    public void start() {
        running = true;
        poller.start();
    }

    @Override
    public void stop() {
        poller.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
