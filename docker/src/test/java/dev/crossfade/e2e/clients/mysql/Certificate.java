package dev.crossfade.e2e.clients.mysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate for localhost and its key in PEM files, made by the JDK's own keytool. */
record Certificate(Path certificate, Path key) {
    private static final String PASSWORD = "changeit";

    private static final class Holder {
        private static final Certificate OWN = make();
    }

    static Certificate own() {
        return Holder.OWN;
    }

    private static Certificate make() {
        try {
            Path folder = Files.createTempDirectory("crossfade-certificate");
            Path store = folder.resolve("store.p12");
            Process keytool = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "own",
                            "-keyalg",
                            "RSA",
                            "-dname",
                            "CN=localhost",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                keytool.destroyForcibly();
                throw new IllegalStateException("keytool: " + Files.readString(folder.resolve("keytool.log")));
            }
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            PrivateKey key = (PrivateKey) keys.getKey("own", PASSWORD.toCharArray());
            return new Certificate(
                    pem(
                            folder.resolve("own.crt"),
                            "CERTIFICATE",
                            keys.getCertificate("own").getEncoded()),
                    pem(folder.resolve("own.key"), "PRIVATE KEY", key.getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path file, String what, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }
}
