package dev.crossfade.proxy.auth;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.wire.FatalException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** The password in clear. Only for connections that TLS protects, which the rule sees to. */
final class PasswordExchange extends ClientExchange {
    private static final int CLEARTEXT_PASSWORD = 3;

    PasswordExchange(Account account) {
        super(account);
    }

    @Override
    public Step begin() {
        return Step.ask(CLEARTEXT_PASSWORD, new byte[0]);
    }

    @Override
    public CompletableFuture<Step> answer(byte[] body) {
        String password = password(body);
        return CompletableFuture.supplyAsync(
                () -> {
                    if (!account().isPassword(password)) {
                        throw failed();
                    }
                    return proved(Step.NO_MESSAGE, new byte[0], account().afterPassword(password));
                },
                LoginPool.INSTANCE);
    }

    /** What a PasswordMessage holds. */
    static String password(byte[] body) {
        if (body.length == 0 || body[body.length - 1] != 0) {
            throw FatalException.protocol("invalid password packet size");
        }
        if (body.length == 1) {
            throw new FatalException(Problem.AUTHENTICATION_FAILED, "empty password returned by client", null);
        }
        String password = new String(body, 0, body.length - 1, StandardCharsets.UTF_8);
        if (password.indexOf('\0') >= 0) {
            throw FatalException.protocol("invalid password packet size");
        }
        return password;
    }
}
