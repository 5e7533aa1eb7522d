package dev.crossfade.proxy.auth;

import dev.crossfade.flags.Problem;
import dev.crossfade.proxy.BackendTls;
import dev.crossfade.proxy.auth.BackendCredential.LearntKeys;
import dev.crossfade.proxy.tls.Encrypted;
import dev.crossfade.proxy.wire.FatalException;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of one authentication at a backend, by what a {@link BackendCredential} can answer. The caller hands in
 * every Authentication message and sends what comes back; only {@link #isAuthenticated} says that the backend is satisfied,
 * and, where it was asked by SCRAM, that it has proved to know the password too.
 *
 * <p>For one thread at a time. Keys are derived elsewhere, so an answer may come later and on another thread.
 */
public final class BackendExchange {
    private static final int OK = 0;
    private static final int CLEARTEXT_PASSWORD = 3;
    private static final int MD5_PASSWORD = 5;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;
    private static final int MD5_SALT_BYTES = 4;

    private final BackendCredential credential;
    private final BackendKeys keys;
    private final String backend;
    private final Encryption encryption;
    private @Nullable ScramClient scram;
    private boolean serverProved;
    private boolean authenticated;

    /**
     * What the connection to the backend is.
     *
     * @param mayShowPassword whether it is encrypted and the backend's certificate was verified
     * @param channelBinding tls-server-end-point (RFC 5929) of its certificate, empty when there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Encryption(boolean mayShowPassword, byte[] channelBinding) {
        /** @param tls what was settled with the backend; null without TLS */
        public static Encryption of(@Nullable Encrypted tls, BackendTls settings) {
            return tls == null
                    ? new Encryption(false, new byte[0])
                    : new Encryption(settings.verifies(), tls.channelBinding());
        }
    }

    /** @param backend its name for messages, such as host and port */
    public BackendExchange(BackendCredential credential, BackendKeys keys, String backend, Encryption encryption) {
        this.credential = credential;
        this.keys = keys;
        this.backend = backend;
        this.encryption = encryption;
    }

    /**
     * Reads the body of an Authentication message.
     *
     * @return the body of what to send in answer, null when there is nothing to send. It fails with a {@link FatalException}.
     * @throws FatalException when the backend asks for what cannot be answered, or breaks the protocol
     */
    public @Nullable CompletableFuture<byte[]> answer(ByteBuf buffer, int start, int end) {
        int code = buffer.getInt(start);
        ScramClient exchange = scram;
        if (exchange != null && (code == SASL || code == MD5_PASSWORD || code == CLEARTEXT_PASSWORD)) {
            throw unsupported("another method in the middle of a SCRAM exchange");
        }
        return switch (code) {
            case OK -> {
                if (exchange != null && !serverProved) {
                    throw unsupported("trust in the middle of a SCRAM exchange");
                }
                authenticated = true;
                yield null;
            }
            case CLEARTEXT_PASSWORD -> clearPassword();
            case MD5_PASSWORD -> md5(buffer, start + 4, end);
            case SASL -> sasl(buffer.toString(start + 4, end - start - 4, StandardCharsets.US_ASCII));
            case SASL_CONTINUE -> {
                if (exchange == null) {
                    throw unsupported("SCRAM in the wrong order");
                }
                exchange.serverFirst(buffer.toString(start + 4, end - start - 4, StandardCharsets.UTF_8));
                yield keys(exchange).thenApply(derived -> bytes(exchange.clientFinal(derived)));
            }
            case SASL_FINAL -> {
                if (exchange == null) {
                    throw unsupported("SCRAM in the wrong order");
                }
                exchange.serverFinal(buffer.toString(start + 4, end - start - 4, StandardCharsets.UTF_8));
                serverProved = true;
                yield null;
            }
            default -> throw unsupported("authentication method " + code);
        };
    }

    /** Whether the backend has said that it is satisfied. */
    public boolean isAuthenticated() {
        return authenticated;
    }

    /** The backend has refused the user: what was learnt of its password may be out of date. */
    public void refused() {
        credential.refused();
    }

    private CompletableFuture<byte[]> clearPassword() {
        String password = credential.password();
        if (!encryption.mayShowPassword()) {
            throw unsupported("the password in clear over a connection that is not encrypted and verified");
        }
        if (password == null) {
            throw unknown("the password in clear");
        }
        return CompletableFuture.completedFuture(bytes(password + '\0'));
    }

    private CompletableFuture<byte[]> md5(ByteBuf buffer, int start, int end) {
        if (end - start != MD5_SALT_BYTES) {
            throw unsupported("an md5 answer without the salt for it");
        }
        String hash = credential.md5Hash();
        if (hash == null) {
            throw unknown("an md5 answer");
        }
        byte[] salt = new byte[MD5_SALT_BYTES];
        buffer.getBytes(start, salt);
        return CompletableFuture.completedFuture(bytes(Md5.answer(hash, salt) + '\0'));
    }

    private CompletableFuture<byte[]> sasl(String list) {
        Set<String> mechanisms = new HashSet<>(Arrays.asList(list.split("\0", -1)));
        boolean plus = mechanisms.contains(ScramServer.MECHANISM_PLUS) && encryption.channelBinding().length > 0;
        if (!plus && !mechanisms.contains(ScramServer.MECHANISM)) {
            throw unsupported("a SASL mechanism other than " + ScramServer.MECHANISM);
        }
        if (credential.password() == null && credential.learnt() == null) {
            throw unknown("a " + ScramServer.MECHANISM + " proof");
        }
        ScramClient exchange = new ScramClient(encryption.channelBinding(), plus);
        scram = exchange;
        byte[] first = bytes(exchange.clientFirst());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes((plus ? ScramServer.MECHANISM_PLUS : ScramServer.MECHANISM) + '\0'));
        out.writeBytes(ByteBuffer.allocate(4).putInt(first.length).array());
        out.writeBytes(first);
        return CompletableFuture.completedFuture(out.toByteArray());
    }

    private CompletableFuture<ScramKeys> keys(ScramClient exchange) {
        String password = credential.password();
        if (password != null) {
            return keys.keys(exchange.salt(), password);
        }
        LearntKeys learnt = credential.learnt();
        if (learnt == null || !learnt.salt().equals(exchange.salt())) {
            credential.refused();
            throw new FatalException(
                    Problem.AUTHENTICATION_FAILED,
                    "password authentication failed for user \"" + credential.user() + "\"",
                    "Its password in the server was changed a moment ago; connect again.");
        }
        return CompletableFuture.completedFuture(learnt.keys());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private FatalException unknown(String what) {
        return new FatalException(
                Problem.BACKEND_UNREACHABLE,
                "backend " + backend + " asks for " + what + " of user \"" + credential.user()
                        + "\", whose password Crossfade does not know",
                "List the user with its password under `users` of this database in Crossfade's configuration.");
    }

    private FatalException unsupported(String what) {
        return new FatalException(
                Problem.BACKEND_UNREACHABLE,
                "backend " + backend + " asks for " + what + ", which Crossfade does not do",
                "Crossfade logs in by SCRAM-SHA-256 or md5; change the server's pg_hba.conf.");
    }
}
