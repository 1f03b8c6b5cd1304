package dev.jwebhooks.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;

/** Errors that Tomcat answers before Spring sees the request, such as a malformed request line, in the API's form. */
public class JsonErrorValve extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(JsonErrorValve.class);

    /**
     * A transfer encoding or a version of HTTP that Tomcat does not speak is the caller's to change, not a failure
     * here.
     */
    private static int blamed(int status) {
        return status == HttpServletResponse.SC_NOT_IMPLEMENTED
                        || status == HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED
                ? HttpServletResponse.SC_BAD_REQUEST
                : status;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
        int status = blamed(response.getStatus());
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        response.setStatus(status);
        try {
            if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
                response.setHeader("Retry-After", "1");
            }
            response.setContentType("application/json");
            response.setCharacterEncoding("utf-8");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(ErrorBody.json(ErrorAnswers.plain(HttpStatusCode.valueOf(status))));
                response.finishResponse();
            }
        } catch (IOException gone) {
            log.debug("A caller hung up before its error was written", gone);
        }
    }
}
