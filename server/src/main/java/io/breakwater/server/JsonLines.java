package io.breakwater.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.breakwater.ledger.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** Log lines as JSON objects, one a line: time, level, logger, thread, message, and the stack where there is one. */
final class JsonLines extends ExtFormatter {
    @Override
    public String format(ExtLogRecord entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", entry.getInstant());
        line.put("level", entry.getLevel().getName());
        line.put("logger", entry.getLoggerName());
        line.put("thread", entry.getThreadName());
        line.put("message", formatMessage(entry));
        if (entry.getThrown() != null) {
            line.put("stack", stack(entry.getThrown()));
        }
        try {
            return Json.mapper().writeValueAsString(line) + "\n";
        } catch (JsonProcessingException e) {
            return "{\"level\":\"ERROR\",\"message\":\"a log line could not be written\"}\n";
        }
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
