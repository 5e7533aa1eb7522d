package dev.crossfade.proxy.mysql.auth;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of one authentication at a backend, up to its OK.
 *
 * <pre>
 *   {@link #begin} ─ answer in the handshake response ─┬─ AuthSwitchRequest ─► {@link #switchTo} ─ answer ─► …
 *                                                      └─ AuthMoreData ─► {@link #more} ─ answer or none ─► …
 * </pre>
 *
 * A password is shown in clear by caching_sha2_password and sha256_password over TLS, as all clients do; by mysql_clear_password
 * only to a backend whose certificate was verified; by RSA with a key of the backend's own telling only where the configuration
 * does not ask for TLS, since that key could be anybody's.
 *
 * <p>One is for one connection; its methods are called in turn, and may take milliseconds: never on an event loop.
 */
public final class BackendExchange {
    private static final byte FAST_AUTHENTICATION_DONE = 3;
    private static final byte FULL_AUTHENTICATION = 4;
    private static final byte REQUEST_KEY_OF_CACHING_SHA2 = 2;
    private static final byte REQUEST_KEY_OF_SHA256 = 1;

    /** MariaDB asks by each of an account's methods in turn; more than this is no account. */
    private static final int MAX_SWITCHES = 8;

    private final BackendLogin login;
    private final Protection protection;
    private String method = Methods.CACHING_SHA2;
    private byte[] nonce = {};
    private boolean keyAsked;
    private int switches;

    /**
     * What the connection to the backend is.
     *
     * @param encrypted whether it has TLS
     * @param verified whether the backend's certificate was verified
     * @param mayTakeKey whether the backend may name the key that the password is encrypted to
     */
    public record Protection(boolean encrypted, boolean verified, boolean mayTakeKey) {}

    /** The backend asks for what must not, or cannot, be answered. The message ends a sentence that names the backend. */
    public static final class UnanswerableException extends RuntimeException {
        UnanswerableException(String message) {
            super(message, null, false, false); // made of whatever a server sends: no stack trace to fill
        }
    }

    public BackendExchange(BackendLogin login, Protection protection) {
        this.login = login;
        this.protection = protection;
    }

    /** The method that was used last: what {@link #begin} has answered by goes into the handshake response. */
    public String method() {
        return method;
    }

    /**
     * The answer to the greeting.
     *
     * @param offered the greeting's method, empty for none
     * @param greetingNonce without the zero byte behind it
     */
    public byte[] begin(String offered, byte[] greetingNonce) {
        nonce = greetingNonce.clone();
        method = offered.equals(Methods.NATIVE) || offered.isEmpty() ? Methods.NATIVE : Methods.CACHING_SHA2;
        return proof();
    }

    /**
     * The answer to an AuthSwitchRequest.
     *
     * @param data as it came, with a zero byte behind it or without: MariaDB's for Ed25519 has none, and may end with one of its own
     * @throws UnanswerableException when there must be none
     */
    public byte[] switchTo(String newMethod, byte[] data) {
        if (++switches > MAX_SWITCHES) {
            throw new UnanswerableException("asks for one authentication method after the other");
        }
        method = newMethod;
        int length = newMethod.equals(Methods.ED25519) ? Nonces.ED25519_BYTES : Nonces.BYTES;
        nonce = data.length == length + 1 && data[length] == 0 ? Arrays.copyOf(data, length) : data.clone();
        keyAsked = false;
        return switch (newMethod) {
            case Methods.CACHING_SHA2, Methods.NATIVE -> proof();
            case Methods.ED25519 -> login.password().use(password -> Ed25519.sign(password, nonce));
            case Methods.SHA256 -> sha256();
            case Methods.CLEAR -> {
                if (!protection.encrypted() || !protection.verified()) {
                    throw new UnanswerableException(
                            "asks for the password in clear over a connection that is not encrypted and verified; use tls:"
                                    + " {mode: verify-full} for it");
                }
                yield inClear();
            }
            default ->
                throw new UnanswerableException("asks for authentication by " + printable(newMethod)
                        + ", which Crossfade does not do; it logs in by caching_sha2_password, mysql_native_password,"
                        + " client_ed25519, sha256_password, or over verified TLS mysql_clear_password");
        };
    }

    private byte[] proof() {
        if (nonce.length != Nonces.BYTES) {
            throw new UnanswerableException("sent a nonce of " + nonce.length + " bytes for " + method);
        }
        return login.password()
                .use(password -> method.equals(Methods.NATIVE)
                        ? Proofs.ofNative(password, nonce)
                        : Proofs.sha2(password, nonce));
    }

    /**
     * The answer to an AuthMoreData, null when the backend goes on by itself.
     *
     * @param data without the 1 in front of it
     * @throws UnanswerableException when there must be none
     */
    public byte @Nullable [] more(byte[] data) {
        if (keyAsked) {
            keyAsked = false;
            return encryptedTo(data);
        }
        if (method.equals(Methods.CACHING_SHA2) && data.length == 1) {
            if (data[0] == FAST_AUTHENTICATION_DONE) {
                return null;
            }
            if (data[0] == FULL_AUTHENTICATION) {
                return protection.encrypted() ? inClear() : askForKey(REQUEST_KEY_OF_CACHING_SHA2);
            }
        }
        throw new UnanswerableException("sent something unexpected during authentication by " + printable(method));
    }

    private byte[] sha256() {
        if (login.password().isEmpty() || protection.encrypted()) {
            return inClear();
        }
        return askForKey(REQUEST_KEY_OF_SHA256);
    }

    private byte[] askForKey(byte request) {
        if (!protection.mayTakeKey()) {
            throw new UnanswerableException("asks for the password over a connection that is not encrypted");
        }
        if (nonce.length != Nonces.BYTES) {
            throw new UnanswerableException("sent a nonce of " + nonce.length + " bytes for " + method);
        }
        keyAsked = true;
        return new byte[] {request};
    }

    private byte[] inClear() {
        return login.password().use(password -> Arrays.copyOf(password, password.length + 1));
    }

    private byte[] encryptedTo(byte[] pem) {
        return login.password().use(password -> {
            try {
                return RsaKey.encrypt(pem, password, nonce);
            } catch (GeneralSecurityException e) {
                throw new UnanswerableException("sent something that is no RSA key for its password");
            }
        });
    }

    private static String printable(String name) {
        return name.length() > 64 ? "a method of " + name.length() + " bytes" : name.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
