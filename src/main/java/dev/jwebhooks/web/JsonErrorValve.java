package dev.jwebhooks.web;

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

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType("application/json");
            response.setCharacterEncoding("utf-8");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write("{\"Error\":\"" + ErrorAnswers.plain(HttpStatusCode.valueOf(status)) + "\"}");
                response.finishResponse();
            }
        } catch (IOException gone) {
            log.debug("A caller hung up before its error was written", gone);
        }
    }
}
