package dev.crossfade.proxy.auth;

import dev.crossfade.proxy.wire.FatalException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** SCRAM-SHA-256 and -PLUS (https://www.postgresql.org/docs/15/sasl-authentication.html). */
final class ScramExchange extends ClientExchange {
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;

    private final ScramServer server;
    private boolean begun;

    ScramExchange(Account account, byte[] channelBinding) {
        super(account);
        this.server = new ScramServer(account.scram(), channelBinding);
    }

    @Override
    public Step begin() {
        return Step.ask(SASL, server.mechanisms());
    }

    @Override
    public CompletableFuture<Step> answer(byte[] body) {
        if (!begun) {
            begun = true;
            return CompletableFuture.completedFuture(initial(body));
        }
        String serverFinal = server.last(new String(body, StandardCharsets.UTF_8));
        if (serverFinal == null) {
            throw failed();
        }
        return CompletableFuture.completedFuture(proved(
                SASL_FINAL,
                serverFinal.getBytes(StandardCharsets.UTF_8),
                account().afterScram(server.learnt())));
    }

    /** SASLInitialResponse: the mechanism's name, the length of client-first, client-first. */
    private Step initial(byte[] body) {
        int zero = 0;
        while (zero < body.length && body[zero] != 0) {
            zero++;
        }
        int at = zero + 1 + Integer.BYTES;
        if (at > body.length || ByteBuffer.wrap(body).getInt(zero + 1) != body.length - at) {
            throw FatalException.protocol("invalid SASL initial response");
        }
        String mechanism = new String(body, 0, zero, StandardCharsets.UTF_8);
        String serverFirst = server.first(mechanism, new String(body, at, body.length - at, StandardCharsets.UTF_8));
        return Step.ask(SASL_CONTINUE, serverFirst.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String awaited() {
        return "SASL response";
    }
}
