package dev.crossfade.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    /** What a change of the schema has not, such as stages and evidence, is not spoken of. */
    @Test
    void aChangeOfTheSchemaSaysWhatItDoesAndHowItIsUndone() throws JsonProcessingException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        StatusText.print(out, new ObjectMapper().readTree("""
                {"name": "orders-by-day", "database": "shop", "table": "public.orders", "kind": "createIndex",
                 "stage": "running", "requestedStage": "running", "permittedStage": "running", "step": "index",
                 "paused": false, "progress": null, "evidence": {},
                 "wayBack": "abort takes back what was done; it is in step index",
                 "blockedBy": ["builds index orders_by_day: waiting for old snapshots", "waits for session 7"]}"""));
        out.flush();
        assertThat(text.toString().lines())
                .containsExactly(
                        "orders-by-day: public.orders in database shop",
                        "  kind      createIndex, running",
                        "  step      index",
                        "  way back  abort takes back what was done; it is in step index",
                        "  waits for builds index orders_by_day: waiting for old snapshots",
                        "            waits for session 7");
    }
}
