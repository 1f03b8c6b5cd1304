package dev.jwebhooks.deliverylog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** A delivery with all of its attempts, the first one first. */
record DeliveryDetail(@JsonUnwrapped DeliveryView delivery, List<AttemptView> attempts) {}
