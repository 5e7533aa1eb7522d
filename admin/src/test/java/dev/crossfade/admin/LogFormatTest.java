package dev.crossfade.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The shipped configuration of the log, in both its formats. */
class LogFormatTest {

    private static String logged(String format) throws JoranException {
        PrintStream before = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter()); // a context of one's own has none
        try {
            context.putProperty("CROSSFADE_LOG_FORMAT", format);
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(Objects.requireNonNull(LogFormatTest.class.getResource("/logback.xml")));
            context.getLogger("dev.crossfade.Thing")
                    .atWarn()
                    .addKeyValue("session", "17")
                    .log("a \"quoted\" {}\nsecond line", "word", new IllegalStateException("why"));
            context.getLogger("dev.crossfade.Thing").debug("not at this level");
        } finally {
            context.stop();
            System.setErr(before);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }

    @Test
    void jsonIsAnObjectOnEachLine() throws JoranException, IOException {
        String log = logged("json");
        assertThat(log.lines()).hasSize(1);
        JsonNode event = new ObjectMapper().readTree(log);
        assertThat(event.get("level").asText()).isEqualTo("WARN");
        assertThat(event.get("loggerName").asText()).isEqualTo("dev.crossfade.Thing");
        assertThat(event.get("timestamp").isNumber()).isTrue();
        assertThat(event.at("/kvpList/0/session").asText()).isEqualTo("17");
        assertThat(event.get("formattedMessage").asText()).isEqualTo("a \"quoted\" word\nsecond line");
        assertThat(event.at("/throwable/message").asText()).isEqualTo("why");
    }

    @Test
    void textIsForPeople() throws JoranException {
        assertThat(logged("text"))
                .contains(" WARN  [", "] Thing: a \"quoted\" word", "session=\"17\"", "IllegalStateException: why");
    }
}
