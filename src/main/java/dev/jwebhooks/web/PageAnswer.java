package dev.jwebhooks.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;

/** A page of a list as PyWebhooks answers it. */
public final class PageAnswer {
    private PageAnswer() {}

    /** {@code {"name": [...], "next_start": N}}, the latter on full pages alone; 204 for an empty page. */
    public static ResponseEntity<Map<String, Object>> of(String name, List<?> entries, PageRange range) {
        return of(name, entries, range, entries.size() == range.limit());
    }

    /** The same for a page that may be full with fewer entries, and even with none. */
    public static ResponseEntity<Map<String, Object>> of(
            String name, List<?> entries, PageRange range, boolean isFull) {
        if (entries.isEmpty() && !isFull) {
            return ResponseEntity.noContent().build();
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(name, entries);
        if (isFull) {
            page.put("next_start", range.next());
        }
        return ResponseEntity.ok(page);
    }
}
