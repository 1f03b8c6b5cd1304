package dev.jwebhooks.fault;

import java.util.List;

/**
 * How a round ended.
 *
 * @param refused triggers that were answered by an error, or not taken at all
 * @param unknown triggers whose answer did not come
 * @param delivered deliveries that an endpoint answered 200
 * @param spent deliveries whose endpoint failed until the schedule was spent
 * @param duplicates requests beyond those that are recorded
 * @param caught deliveries under way when a fault struck, and no more than can be: the bound of the duplicates
 * @param lost deliveries of accepted triggers that neither came nor failed often enough
 * @param wrongs in words, all that is not as promised; the first of many
 */
record Verdict(
        int accepted,
        int refused,
        int unknown,
        long deliveries,
        long delivered,
        long spent,
        long duplicates,
        long caught,
        long lost,
        List<String> wrongs) {
    /** Its counts, in this order, as the rest of a table's line. */
    String cells() {
        return "| %d | %d | %d | %d | %d | %d | %d | %d | %d |%n"
                .formatted(accepted, refused, unknown, deliveries, delivered, spent, duplicates, caught, lost);
    }
}
