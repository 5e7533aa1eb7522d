package dev.crossfade.proxy.mysql.auth;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of one client's authentication.
 *
 * <pre>
 *   {@link #begin}: by the method that the client has chosen
 *     caching_sha2_password ─┬─ proof fits ─► {@link Step.Proved}, said to be fast
 *                            ├─ no password ─► right or not
 *                            └─ 4: show it ─┬─ encrypted connection: in clear ──────────► right or not
 *                                           └─ else: [2: which key? ─ PEM ─] RSA ───────► right or not
 *     mysql_native_password ─┬─ proof fits ─► {@link Step.Proved}
 *                            └─ {@link Step.Switch} to caching_sha2_password
 *     client_ed25519 ─ {@link Step.Switch} to itself ─┬─ proof fits ─► {@link Step.Proved}
 *                                                     └─ {@link Step.Switch} to caching_sha2_password
 *     dummy_fallback_auth ─ {@link Step.Switch} to mysql_native_password; then as above
 *     mysql_clear_password, encrypted connection ─► right or not
 *     anything else ─► {@link Step.Switch} to caching_sha2_password
 *
 *   {@link #change}: {@link Step.Switch} to the method that the client has chosen, with a new nonce; then as above
 * </pre>
 *
 * Whose password only the backend knows is right whatever it shows: the backend decides. Since it must show it, whom nothing is
 * known of, who may not log in, and who gave a wrong proof are led the same way. Without CLIENT_PLUGIN_AUTH nobody can be led anywhere.
 *
 * <p>One is for one client; its methods are called in turn, and may take milliseconds: never on an event loop. Answers are wiped.
 */
public final class ClientExchange {
    /** MySQL's CACHING_SHA2_PASSWORD_MAX_PASSWORD_LENGTH, and the zero byte. */
    private static final int MAX_CLEAR_BYTES = 256 + 1;

    private static final byte[] FULL_AUTHENTICATION = {4};
    private static final byte REQUEST_KEY = 2;
    private static final String ONLY_CONFIGURED =
            "This client can prove itself to Crossfade only for a user whose password is in Crossfade's configuration; use"
                    + " caching_sha2_password";

    /** What a client must do. */
    public enum Demand {
        /** Prove to know the password. */
        PROOF,
        /** Show it by mysql_clear_password; over encrypted connections alone. */
        CLEAR_PASSWORD,
        /** Nothing: it is trusted, or has shown a certificate. */
        NOTHING
    }

    private enum State {
        BEGIN,
        NATIVE,
        SHA2,
        FULL,
        ENCRYPTED,
        ED25519,
        CLEAR,
        OVER
    }

    private final Account account;
    private final Demand demand;
    private final boolean encrypted;
    private final boolean canSwitch;
    private final RsaKey key;
    private byte[] nonce;
    private State state = State.BEGIN;

    /** What is to be done next. */
    public sealed interface Step {
        /** Send an AuthSwitchRequest, then hand in the answer. */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Switch(String method, byte[] data) implements Step {}

        /** Send an AuthMoreData, then hand in the answer. */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record More(byte[] data) implements Step {}

        /**
         * The client is who it says, or the backend is to say so.
         *
         * @param saysFast whether an AuthMoreData of 3 goes before the OK
         */
        record Proved(BackendLogin login, boolean saysFast) implements Step {}

        /**
         * Send ERR 1045.
         *
         * @param usedPassword whether the client gave any
         * @param hint what else to say, null for nothing
         */
        record Refused(boolean usedPassword, @Nullable String hint) implements Step {}
    }

    /**
     * @param encrypted whether nobody can listen: TLS, or a unix socket
     * @param canSwitch whether the client has CLIENT_PLUGIN_AUTH
     * @param nonce of the greeting
     */
    public ClientExchange(
            MySqlAccounts accounts,
            String user,
            Demand demand,
            boolean encrypted,
            boolean canSwitch,
            RsaKey key,
            byte[] nonce) {
        this.account = accounts.find(user);
        this.demand = demand;
        this.encrypted = encrypted;
        this.canSwitch = canSwitch;
        this.key = key;
        this.nonce = nonce.clone();
    }

    /** A nonce for a greeting. */
    public static byte[] nonce() {
        return Nonces.ofGreeting();
    }

    /**
     * Takes what came with the client's handshake response, or with its COM_CHANGE_USER.
     *
     * @param method as the client names it; empty for one that names none, which is mysql_native_password
     * @throws IllegalStateException when the exchange has begun
     */
    public Step begin(String method, byte[] answer) {
        if (state != State.BEGIN) {
            throw new IllegalStateException("authentication has begun already");
        }
        try {
            return switch (demand) {
                case NOTHING -> notAsked();
                case CLEAR_PASSWORD -> canSwitch && method.equals(Methods.CLEAR) ? clear(answer) : switchToClear();
                case PROOF -> byChoice(method, answer);
            };
        } finally {
            Arrays.fill(answer, (byte) 0);
        }
    }

    /**
     * The same for COM_CHANGE_USER: servers take no answer to an old nonce.
     *
     * @throws IllegalStateException when the exchange has begun
     */
    public Step change(String method, byte[] answer) {
        if (demand != Demand.PROOF || !canSwitch || (method.equals(Methods.CLEAR) && encrypted)) {
            return begin(method, answer);
        }
        if (state != State.BEGIN) {
            throw new IllegalStateException("authentication has begun already");
        }
        Arrays.fill(answer, (byte) 0);
        return switch (method) {
            case Methods.NATIVE, Methods.FALLBACK, "" -> switchTo(State.NATIVE, Methods.NATIVE, Nonces.ofGreeting());
            case Methods.ED25519 -> switchTo(State.ED25519, Methods.ED25519, Nonces.random(Nonces.ED25519_BYTES));
            default -> switchToSha2();
        };
    }

    private Step byChoice(String method, byte[] answer) {
        if (!canSwitch) {
            return byNative(answer);
        }
        return switch (method) {
            case Methods.CACHING_SHA2 -> sha2(answer);
            case Methods.NATIVE, "" -> byNative(answer);
            case Methods.ED25519 -> switchTo(State.ED25519, Methods.ED25519, Nonces.random(Nonces.ED25519_BYTES));
            case Methods.FALLBACK -> switchTo(State.NATIVE, Methods.NATIVE, Nonces.ofGreeting());
            case Methods.CLEAR -> encrypted ? clear(answer) : switchToSha2();
            default -> switchToSha2();
        };
    }

    /**
     * Takes the client's answer to the last step.
     *
     * @throws IllegalStateException when no answer is awaited
     */
    public Step answer(byte[] answer) {
        try {
            return switch (state) {
                case NATIVE -> byNative(answer);
                case SHA2 -> sha2(answer);
                case FULL -> full(answer);
                case ENCRYPTED -> encrypted(answer);
                case ED25519 -> ed25519(answer);
                case CLEAR -> clear(answer);
                case BEGIN, OVER -> throw new IllegalStateException("no answer is awaited");
            };
        } finally {
            Arrays.fill(answer, (byte) 0);
        }
    }

    private Step notAsked() {
        BackendLogin login = account.afterProof();
        return login == null ? refused(false, ONLY_CONFIGURED) : proved(login, false);
    }

    private Step sha2(byte[] answer) {
        if (isNoPassword(answer)) {
            return password(Secret.owning(new byte[0]));
        }
        if (answer.length != Proofs.SHA2_BYTES) {
            return refused(true, null);
        }
        boolean fits = account.verifier().fitsSha2(answer, nonce);
        BackendLogin login = fits ? account.afterProof() : null;
        if (login != null) {
            return proved(login, true);
        }
        state = State.FULL;
        return new Step.More(FULL_AUTHENTICATION.clone());
    }

    /** Some clients end even an empty password with a zero byte. */
    private static boolean isNoPassword(byte[] answer) {
        return answer.length == 0 || (answer.length == 1 && answer[0] == 0);
    }

    private Step full(byte[] answer) {
        if (encrypted) {
            return clear(answer);
        }
        if (answer.length == 1 && answer[0] == REQUEST_KEY) {
            state = State.ENCRYPTED;
            return new Step.More(key.pem());
        }
        return encrypted(answer);
    }

    private Step encrypted(byte[] answer) {
        Secret password = key.decrypt(answer, nonce);
        return password == null ? refused(true, null) : password(password);
    }

    private Step clear(byte[] answer) {
        int length = answer.length - 1;
        if (length > 0 && (answer.length > MAX_CLEAR_BYTES || answer[length] != 0)) {
            return refused(true, null);
        }
        return password(Secret.owning(Arrays.copyOf(answer, Math.max(0, length))));
    }

    private Step password(Secret shown) {
        boolean usedPassword = !shown.isEmpty();
        BackendLogin login = account.afterPassword(shown);
        return login == null ? refused(usedPassword, null) : proved(login, false);
    }

    private Step byNative(byte[] answer) {
        if (answer.length == 0) {
            return password(Secret.owning(new byte[0]));
        }
        boolean fits = account.verifier().fitsNative(answer, nonce);
        BackendLogin login = fits ? account.afterProof() : null;
        if (login != null) {
            return proved(login, false);
        }
        return canSwitch ? switchToSha2() : refused(true, ONLY_CONFIGURED);
    }

    private Step ed25519(byte[] answer) {
        boolean fits = Ed25519.verifies(account.ed25519Key(), nonce, answer);
        BackendLogin login = fits ? account.afterProof() : null;
        return login == null ? switchToSha2() : proved(login, false);
    }

    private Step switchToSha2() {
        return switchTo(State.SHA2, Methods.CACHING_SHA2, Nonces.ofGreeting());
    }

    private Step switchTo(State next, String method, byte[] newNonce) {
        state = next;
        nonce = newNonce;
        return new Step.Switch(method, newNonce.clone());
    }

    private Step switchToClear() {
        if (!encrypted || !canSwitch) {
            return refused(true, "Crossfade takes its password in clear, over TLS alone: use mysql_clear_password");
        }
        return switchTo(State.CLEAR, Methods.CLEAR, new byte[0]);
    }

    private Step proved(BackendLogin login, boolean saysFast) {
        state = State.OVER;
        return new Step.Proved(login, saysFast);
    }

    private Step refused(boolean usedPassword, @Nullable String hint) {
        state = State.OVER;
        return new Step.Refused(usedPassword, hint);
    }
}
