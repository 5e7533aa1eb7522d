package dev.crossfade.proxy.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;

/** The md5 answer, for clients that know nothing better. What it takes to answer is kept where a rule allows it. */
final class Md5Exchange extends ClientExchange {
    private static final int MD5_PASSWORD = 5;
    private static final int SALT_BYTES = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] salt = new byte[SALT_BYTES];

    Md5Exchange(Account account) {
        super(account);
        RANDOM.nextBytes(salt);
    }

    @Override
    public Step begin() {
        return Step.ask(MD5_PASSWORD, salt);
    }

    @Override
    public CompletableFuture<Step> answer(byte[] body) {
        byte[] answer = PasswordExchange.password(body).getBytes(StandardCharsets.UTF_8);
        String hash = account().md5Hash();
        // nobody's hash is computed with too, so that it takes as long
        String right = Md5.answer(hash == null ? Md5.hash(account().name(), "") : hash, salt);
        if (!MessageDigest.isEqual(answer, right.getBytes(StandardCharsets.US_ASCII)) || hash == null) {
            throw failed();
        }
        return CompletableFuture.completedFuture(
                proved(Step.NO_MESSAGE, new byte[0], account().afterNothing()));
    }
}
