package dev.jwebhooks.fault;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Deliveries that went out twice in one attempt, as the service told in its log: a kept connection had broken. */
record SecondRequests(Map<UUID, Integer> byDelivery) {
    private static final String TOLD = "went out twice in one attempt";
    private static final Pattern DELIVERY = Pattern.compile("delivery=([0-9a-f-]{36})");

    static SecondRequests toldBy(Cluster cluster) {
        return in(cluster.linesWith(TOLD));
    }

    private static SecondRequests in(List<String> lines) {
        Map<UUID, Integer> byDelivery = new HashMap<>();
        for (String line : lines) {
            Matcher delivery = DELIVERY.matcher(line);
            if (delivery.find()) {
                byDelivery.merge(UUID.fromString(delivery.group(1)), 1, Integer::sum);
            }
        }
        return new SecondRequests(byDelivery);
    }

    int of(UUID delivery) {
        return byDelivery.getOrDefault(delivery, 0);
    }
}
