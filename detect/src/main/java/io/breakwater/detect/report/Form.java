package io.breakwater.detect.report;

import io.breakwater.detect.scan.Finding;
import java.io.IOException;

/** One form of the report. It is given each finding in the order of time, and writes as it goes. */
interface Form {
    void begin() throws IOException;

    void finding(Finding finding) throws IOException;

    void end() throws IOException;
}
