package dev.jwebhooks.registration;

import dev.jwebhooks.web.PageRange;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a page of registrations slice by slice, so that one slice is in memory and no transaction waits for the
 * caller.
 */
@Component
class RegistrationPageWriter {
    private final RegistrationPages pages;
    private final JsonMapper json;

    RegistrationPageWriter(RegistrationPages pages, JsonMapper json) {
        this.pages = pages;
        this.json = json;
    }

    /** Answers with the page; 204 where it is empty. */
    void write(RegistrationSearch search, PageRange range, HttpServletResponse response) throws IOException {
        List<RegistrationView> first = pages.slice(search, range);
        if (first.isEmpty()) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return;
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        try (JsonGenerator out = json.createGenerator(response.getOutputStream())) {
            out.writeStartObject();
            out.writeArrayPropertyStart("registrations");
            int written = writeSlices(search, range, first, out);
            out.writeEndArray();
            if (written == range.limit()) {
                out.writeNumberProperty("next_start", range.next());
            }
            out.writeEndObject();
        }
    }

    private int writeSlices(
            RegistrationSearch search, PageRange range, List<RegistrationView> first, JsonGenerator out) {
        int written = 0;
        List<RegistrationView> slice = first;
        while (!slice.isEmpty()) {
            slice.forEach(registration -> json.writeValue(out, registration));
            written += slice.size();
            slice = written == range.limit()
                    ? List.of()
                    : pages.slice(search, new PageRange(range.start() + written, range.limit() - written));
        }
        return written;
    }
}
