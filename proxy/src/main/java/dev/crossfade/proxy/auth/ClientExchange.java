package dev.crossfade.proxy.auth;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.AccessRule;
import dev.crossfade.proxy.AccessRule.ClientCertificate;
import dev.crossfade.proxy.AccessRule.Method;
import dev.crossfade.proxy.tls.Encrypted;
import dev.crossfade.proxy.wire.FatalException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of one client's authentication.
 *
 * <pre>
 *   {@link #open} ─► {@link #begin} ─► [ message ─► {@link #answer} ]… ─► a {@link Step} that is the last, or a FatalException
 * </pre>
 *
 * One is for one client; its methods are called in turn and do not block. What takes long is done on a worker.
 */
public abstract class ClientExchange {
    private static final String REFUSED = "28000"; // invalid_authorization_specification

    private final Account account;

    /**
     * What is to be done next.
     *
     * @param code of the Authentication message to send, {@link #NO_MESSAGE} for none
     * @param data what belongs to it
     * @param credential who the client is at the backend; null when it has not proved itself yet, or is refused
     * @param refusal a client that has proved itself and may not come in all the same: what it is told
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Step(
            int code,
            byte[] data,
            @Nullable BackendCredential credential,
            @Nullable FatalException refusal) {
        public static final int NO_MESSAGE = -1;

        static Step ask(int code, byte[] data) {
            return new Step(code, data, null, null);
        }

        /** Whether the client has proved itself, so that AuthenticationOk follows. */
        public boolean isLast() {
            return credential != null || refusal != null;
        }

        @Override
        public String toString() {
            return "Step[" + code + "]";
        }
    }

    ClientExchange(Account account) {
        this.account = account;
    }

    /**
     * Finds the user and what it is asked for. Fails with a {@link FatalException}.
     *
     * @param encrypted what TLS has settled, null for a connection without
     */
    public static CompletableFuture<ClientExchange> open(
            Accounts accounts, String user, AccessRule rule, @Nullable Encrypted encrypted) {
        try {
            checkCertificate(user, rule, encrypted);
        } catch (FatalException e) {
            return CompletableFuture.failedFuture(e);
        }
        byte[] channelBinding = encrypted == null ? new byte[0] : encrypted.channelBinding();
        return accounts.find(user).thenApply(account -> open(accounts, account, rule, channelBinding));
    }

    /**
     * Whether a client has shown the certificate that its rule asks for.
     *
     * @param encrypted what TLS has settled, null for a connection without
     * @throws FatalException when it has not
     */
    public static void checkCertificate(String user, AccessRule rule, @Nullable Encrypted encrypted) {
        ClientCertificate wanted =
                rule.method() == Method.CERT ? ClientCertificate.VERIFY_FULL : rule.clientCertificate();
        if (wanted != ClientCertificate.ANY && (encrypted == null || !encrypted.peerIsVerified())) {
            throw new FatalException(REFUSED, "connection requires a valid client certificate", null);
        }
        String name = encrypted == null ? null : encrypted.peerName();
        if (wanted == ClientCertificate.VERIFY_FULL
                && (name == null || !user.equals(rule.certificateUsers().getOrDefault(name, name)))) {
            throw new FatalException(REFUSED, "certificate authentication failed for user \"" + user + "\"", null);
        }
    }

    private static ClientExchange open(Accounts accounts, Account account, AccessRule rule, byte[] channelBinding) {
        return switch (rule.method()) {
            case SCRAM_SHA_256 -> new ScramExchange(account, channelBinding);
            case MD5 -> {
                // who is nobody is asked for what the others are asked for
                boolean md5 = account.wantsMd5() || (!account.exists() && !accounts.looksUp());
                yield md5 ? new Md5Exchange(account) : new ScramExchange(account, channelBinding);
            }
            case PASSWORD -> new PasswordExchange(account);
            case CERT, TRUST -> new NoExchange(account);
            case REJECT -> throw new IllegalArgumentException("a rule that rejects lets nobody in");
        };
    }

    /** The first step. */
    public abstract Step begin();

    /**
     * Takes the client's answer.
     *
     * @param body of its message of type 'p'
     * @return fails with a {@link FatalException}
     * @throws FatalException when the client has not proved itself, or the message is malformed
     */
    public abstract CompletableFuture<Step> answer(byte[] body);

    /** What kind of message is waited for, as PostgreSQL words it. */
    public String awaited() {
        return "password response";
    }

    Account account() {
        return account;
    }

    /** The client is who it says; {@code code} and {@code data} are the last message of its exchange. */
    Step proved(int code, byte[] data, BackendCredential credential) {
        String role = "role \"" + account.name() + "\" ";
        if (!account.exists()) {
            return new Step(code, data, null, new FatalException(REFUSED, role + "does not exist", null));
        }
        if (!account.mayLogIn()) {
            return new Step(code, data, null, new FatalException(REFUSED, role + "is not permitted to log in", null));
        }
        return new Step(code, data, credential, null);
    }

    FatalException failed() {
        account.stale();
        return new FatalException(
                Problem.AUTHENTICATION_FAILED,
                "password authentication failed for user \"" + account.name() + "\"",
                null);
    }
}
