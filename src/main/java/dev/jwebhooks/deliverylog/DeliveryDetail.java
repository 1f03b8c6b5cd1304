package dev.jwebhooks.deliverylog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** A delivery with its attempts, of many only the newest, in the order in which they were made. */
record DeliveryDetail(@JsonUnwrapped DeliveryView delivery, List<AttemptView> attempts) {}
