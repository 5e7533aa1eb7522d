package dev.crossfade.proxy.testing;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Certificates for tests, made anew in each JVM: an authority, and one that nobody knows. */
public final class Certificates {
    public static final X509Bundle AUTHORITY = authority("CN=Test Authority");
    public static final X509Bundle STRANGER = authority("CN=Test Authority of somebody else");
    private static final Path FOLDER = folder();

    private Certificates() {}

    /** A certificate and its key in PEM files; the key only its owner can read, as servers want it. */
    public record Pair(Path certificate, Path key) {}

    private static X509Bundle authority(String subject) {
        try {
            return new CertificateBuilder()
                    .rsa2048()
                    .subject(subject)
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("crossfade-certificates");
            folder.toFile().deleteOnExit();
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Issued for a server at this host name, and no address. */
    public static X509Bundle server(X509Bundle issuer, String host) {
        return issued(new CertificateBuilder().rsa2048().subject("CN=" + host).addSanDnsName(host), issuer);
    }

    public static X509Bundle client(X509Bundle issuer, String subject) {
        return issued(new CertificateBuilder().rsa2048().subject(subject), issuer);
    }

    private static X509Bundle issued(CertificateBuilder builder, X509Bundle issuer) {
        try {
            return builder.buildIssuedBy(issuer);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Written to files of this name. */
    public static Pair write(String name, X509Bundle bundle) {
        return new Pair(
                write(name + ".crt", bundle.getCertificatePathPEM()), write(name + ".key", bundle.getPrivateKeyPEM()));
    }

    /** The certificates of authorities in one file. */
    public static Path write(String name, String pem) {
        try {
            Path file = FOLDER.resolve(name);
            Files.writeString(file, pem);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
