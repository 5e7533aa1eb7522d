package dev.crossfade.proxy.auth;

import dev.crossfade.proxy.wire.FatalException;
import java.util.concurrent.CompletableFuture;

/** For clients that have proved themselves by their certificate, or are trusted. */
final class NoExchange extends ClientExchange {
    NoExchange(Account account) {
        super(account);
    }

    @Override
    public Step begin() {
        return proved(Step.NO_MESSAGE, new byte[0], account().afterNothing());
    }

    @Override
    public CompletableFuture<Step> answer(byte[] body) {
        throw FatalException.protocol("no authentication is going on");
    }
}
