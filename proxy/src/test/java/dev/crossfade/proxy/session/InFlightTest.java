package dev.crossfade.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.proxy.session.Entry.Kind;
import dev.crossfade.proxy.wire.FatalException;
import dev.crossfade.proxy.wire.Frontend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight inFlight = new InFlight();
    private final List<String> undone = new ArrayList<>();

    private void send(Kind... kinds) {
        for (Kind kind : kinds) {
            Entry entry = new Entry(kind);
            int number = inFlight.size();
            entry.undo = itself -> undone.add(number + (itself ? " failed" : " skipped"));
            inFlight.sent(entry);
        }
    }

    @Test
    void anErrorDropsUpToTheSyncNewestFirst() {
        send(Kind.PARSE, Kind.BIND, Kind.QUERY, Kind.SYNC, Kind.PARSE, Kind.SYNC);
        inFlight.answered(Kind.PARSE);
        inFlight.failed();
        assertThat(undone).containsExactly("2 skipped", "1 failed");
        assertThat(inFlight.isSkipping()).isFalse();
        assertThat(inFlight.size()).isEqualTo(3);
        inFlight.ready();
        inFlight.answered(Kind.PARSE);
        inFlight.ready();
        assertThat(inFlight.isEmpty()).isTrue();
    }

    @Test
    void withoutASyncTheServerSkips() {
        send(Kind.PARSE);
        inFlight.failed();
        assertThat(inFlight.isSkipping()).isTrue();
        send(Kind.SYNC);
        assertThat(inFlight.isSkipping()).isFalse();
        inFlight.ready();
        assertThat(inFlight.isEmpty()).isTrue();
    }

    @Test
    void anErrorInAQueryDropsNothing() {
        send(Kind.QUERY, Kind.QUERY);
        inFlight.failed();
        assertThat(inFlight.size()).isEqualTo(2);
        assertThat(undone).containsExactly("0 failed");
    }

    @Test
    void aSyncReadInCopyModeIsNotAnswered() {
        send(Kind.EXECUTE, Kind.SYNC);
        inFlight.copyInBegins();
        assertThat(inFlight.isCopyIn()).isTrue();
        assertThat(inFlight.isAtBoundary()).isFalse();
        send(Kind.COPY_END, Kind.SYNC);
        inFlight.answered(Kind.EXECUTE);
        assertThat(inFlight.size()).isEqualTo(1);
        inFlight.ready();
        assertThat(inFlight.isEmpty()).isTrue();
    }

    @Test
    void whenACopyFailsTheServerIsAskedWhichSyncsItHasRead() {
        for (int read = 0; read <= 2; read++) {
            send(Kind.EXECUTE, Kind.SYNC);
            inFlight.copyInBegins();
            assertThat(inFlight.isInDoubt()).isTrue();
            send(Kind.SYNC);
            inFlight.failed();
            CopyQuestion question = inFlight.question();
            question.takeUnasked();
            assertThat(question.needsSync()).isTrue();
            inFlight.sent(Entry.hidden(Kind.SYNC));
            inFlight.sent(question.marker);
            inFlight.sent(Entry.hidden(Kind.SYNC));
            assertThat(inFlight.ready().hidden).isTrue();
            for (int i = 0; i < read; i++) {
                assertThat(inFlight.ready().hidden).isFalse();
            }
            assertThat(inFlight.answered(Kind.CLOSE)).isSameAs(question.marker);
            assertThat(inFlight.isInDoubt()).isFalse();
            assertThat(inFlight.ready().hidden).isTrue();
            assertThat(inFlight.isEmpty()).isTrue();
            assertThat(inFlight.isSkipping()).isEqualTo(read == 0);
            send(Kind.SYNC);
            assertThat(inFlight.isSkipping()).isFalse();
            inFlight.ready();
        }
    }

    @Test
    void behindACopysEndASyncIsCertain() {
        send(Kind.EXECUTE, Kind.SYNC);
        inFlight.copyInBegins();
        send(Kind.COPY_END, Kind.SYNC);
        inFlight.failed();
        CopyQuestion question = inFlight.question();
        assertThat(question.needsSync()).isFalse();
        inFlight.sent(question.marker);
        inFlight.sent(Entry.hidden(Kind.SYNC));
        assertThat(inFlight.ready().hidden).isFalse();
        inFlight.answered(Kind.CLOSE);
        assertThat(inFlight.isSkipping()).isFalse();
        assertThat(inFlight.ready().hidden).isTrue();
        assertThat(inFlight.isEmpty()).isTrue();
    }

    private Entry sendCopy(Kind kind) {
        Entry copy = new Entry(kind);
        copy.mayCopyIn = true;
        inFlight.sent(copy);
        return copy;
    }

    @Test
    void behindWhatACopyDoesNotTakeNothingIsInDoubt() {
        sendCopy(Kind.EXECUTE);
        inFlight.copyInBegins();
        Entry query = sendCopy(Kind.QUERY);
        assertThat(inFlight.isCopyIn()).isFalse();
        send(Kind.SYNC);
        assertThat(inFlight.doubtful()).isSameAs(query);
        inFlight.failed();
        assertThat(inFlight.isInDoubt()).isFalse();
        assertThat(inFlight.isSkipping()).isFalse();
        assertThat(inFlight.size()).isEqualTo(1);
    }

    @Test
    void whatWasSentIntoACopyBeforeItBeganEndsIt() {
        sendCopy(Kind.EXECUTE);
        sendCopy(Kind.QUERY);
        send(Kind.COPY_END, Kind.SYNC);
        inFlight.copyInBegins();
        assertThat(inFlight.isCopyIn()).isFalse();
        inFlight.failed();
        assertThat(inFlight.question()).isNull();
        assertThat(inFlight.size()).isEqualTo(1);
        assertThat(inFlight.ready().hidden).isFalse();
        assertThat(inFlight.isEmpty()).isTrue();
    }

    @Test
    void theServerIsAskedByTheTypeOfWhatIsSentIntoACopy() {
        for (byte type : new byte[] {Frontend.PARSE, Frontend.QUERY}) {
            for (Kind kind : List.of(Kind.EXECUTE, Kind.QUERY)) {
                for (int read = 0; read <= 1; read++) {
                    Entry copy = sendCopy(kind);
                    send(Kind.SYNC);
                    inFlight.copyInBegins();
                    assertThat(inFlight.doubtful()).isSameAs(copy);
                    CopyQuestion question = inFlight.ask(type);
                    boolean synced = kind == Kind.EXECUTE;
                    question.takeUnasked();
                    assertThat(question.needsSync()).isEqualTo(synced);
                    if (synced) {
                        inFlight.sent(Entry.hidden(Kind.SYNC));
                    }
                    inFlight.sent(question.marker);
                    inFlight.sent(Entry.hidden(Kind.SYNC));
                    assertThat(inFlight.failed()).as("the copy's error").isSameAs(copy);
                    if (kind == Kind.QUERY) {
                        assertThat(inFlight.ready()).isSameAs(copy);
                    }
                    if (synced) {
                        assertThat(inFlight.ready().hidden).isTrue();
                    }
                    for (int i = 0; i < read; i++) {
                        assertThat(inFlight.ready().hidden).isFalse();
                    }
                    assertThat(inFlight.markerFailed(question))
                            .as("the marker's error")
                            .isSameAs(question.marker);
                    if (type == Frontend.QUERY) {
                        assertThat(inFlight.ready()).isSameAs(question.marker);
                    }
                    assertThat(inFlight.isInDoubt()).isFalse();
                    assertThat(inFlight.isSkipping()).isEqualTo(synced && read == 0);
                    assertThat(inFlight.ready().hidden).isTrue();
                    assertThat(inFlight.isEmpty()).isTrue();
                    send(Kind.SYNC);
                    inFlight.ready();
                }
            }
        }
    }

    @Test
    void aQueryBehindWhatMayFailIsNoBoundary() {
        send(Kind.BIND, Kind.QUERY);
        assertThat(inFlight.isAtBoundary()).isFalse();
        inFlight.answered(Kind.BIND);
        assertThat(inFlight.isAtBoundary()).isTrue();
        send(Kind.BIND, Kind.SYNC, Kind.QUERY);
        assertThat(inFlight.isAtBoundary()).isTrue();
    }

    @Test
    void aSurplusReadyForQueryTakesNothingThatIsNotAnswered() {
        send(Kind.PARSE, Kind.SYNC);
        assertThat(inFlight.ready()).isNull();
        assertThat(inFlight.size()).isEqualTo(2);
    }

    @Test
    void answersThatFitNothingAreNotTaken() {
        assertThatThrownBy(() -> inFlight.answered(Kind.PARSE)).isInstanceOf(FatalException.class);
        send(Kind.BIND);
        assertThatThrownBy(() -> inFlight.answered(Kind.PARSE)).isInstanceOf(FatalException.class);
    }
}
