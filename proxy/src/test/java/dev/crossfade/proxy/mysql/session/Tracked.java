package dev.crossfade.proxy.mysql.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What the proxy takes a server's packets for, for tests that know it by other means. */
public final class Tracked {
    private final Answers answers;
    private boolean goesOn;

    public Tracked(long capabilities) {
        answers = new Answers(capabilities, 0);
    }

    public void sent(int command) {
        answers.sent(new Pending(command));
    }

    public void fileSent() {
        answers.fileSent();
    }

    /** A packet of the server's: given to it in as few bytes as it asks for. */
    public void packet(byte[] payload) {
        boolean continued = goesOn;
        goesOn = payload.length == 0xff_ffff;
        if (continued) {
            return;
        }
        if (answers.isEmpty()) {
            throw new IllegalStateException("a packet of " + payload.length + " bytes when all is answered");
        }
        int first = payload.length == 0 ? -1 : payload[0] & 0xff;
        int needed = Math.max(5, Math.min(payload.length + 4, answers.need(first, payload.length)));
        ByteBuf here = Unpooled.wrappedBuffer(payload, 0, Math.min(payload.length, needed - 4));
        Answers.End unused = answers.packet(first, payload.length, here);
    }

    public boolean isOver() {
        return answers.isEmpty();
    }

    public int status() {
        return answers.status();
    }
}
