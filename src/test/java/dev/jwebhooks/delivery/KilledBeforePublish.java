package dev.jwebhooks.delivery;

import dev.jwebhooks.JWebhooks;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** The service, killed by SIGKILL in the moment after the first commit and before the hand-over to the queue. */
final class KilledBeforePublish {
    private KilledBeforePublish() {}

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(Fault.class, JWebhooks.class).run(arguments);
    }

    /** Named as a source; annotated, it would be found by every start on this class path. */
    static class Fault {
        @Bean
        static BeanPostProcessor deadlyQueue() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof JobQueue queue ? new DeadlyQueue(queue) : bean;
                }
            };
        }
    }

    private record DeadlyQueue(JobQueue queue) implements JobQueue {
        @Override
        public void publish(List<Job> jobs) {
            try {
                long self = ProcessHandle.current().pid();
                new ProcessBuilder("kill", "-9", Long.toString(self)).start().waitFor();
            } catch (IOException | InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public Room room() {
            return queue.room();
        }

        @Override
        public Room lookForRoom() {
            return queue.lookForRoom();
        }

        @Override
        public void consume(JobHandler handler) {
            queue.consume(handler);
        }

        @Override
        public List<Job> stopConsuming() {
            return queue.stopConsuming();
        }
    }
}
