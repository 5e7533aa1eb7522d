package dev.crossfade.admin.doctor;

import dev.crossfade.admin.config.Configuration;
import dev.crossfade.admin.config.Configuration.Database;
import dev.crossfade.admin.config.Configuration.Lookup;
import dev.crossfade.admin.doctor.Finding.Verdict;
import dev.crossfade.proxy.ClientTls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether clients can get in, and nobody listens on the way. */
final class AccessChecks {
    private static final Duration EXPIRES_SOON = Duration.ofDays(30);

    private AccessChecks() {}

    /** What concerns all databases: certificates and what goes over the network without them. */
    static List<Finding> entrance(Configuration configuration) {
        List<Finding> findings = new ArrayList<>();
        ClientTls tls = configuration.access().tls();
        if (tls != null) {
            findings.add(certificate("tls", tls.certificate()));
            if (tls.clientCa() != null) {
                findings.add(certificate("tls clientCa", tls.clientCa()));
            }
        }
        for (Database database : configuration.databases()) {
            if (!database.listen().getAddress().isLoopbackAddress() && (tls == null || !tls.required())) {
                findings.add(new Finding(
                        database.name(),
                        "encryption",
                        Verdict.WARNING,
                        "clients beyond this machine may connect without TLS",
                        "write tls: {mode: require, certificate: …, key: …}"));
            }
            Path own = database.blue().tls().certificate();
            if (own != null) {
                findings.add(certificate(database.name() + " blue tls", own));
            }
        }
        return findings;
    }

    private static Finding certificate(String subject, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate first =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Instant until = first.getNotAfter().toInstant();
            String found = first.getSubjectX500Principal() + ", valid until " + until;
            if (until.isBefore(Instant.now())) {
                return new Finding(subject, "certificate", Verdict.FAILED, found, "renew it, then reload");
            }
            return until.isBefore(Instant.now().plus(EXPIRES_SOON))
                    ? new Finding(subject, "certificate", Verdict.WARNING, found, "renew it soon, then reload")
                    : Finding.ok(subject, "certificate", found);
        } catch (IOException | CertificateException e) {
            return new Finding(subject, "certificate", Verdict.FAILED, file + " cannot be read", "give a PEM file");
        }
    }

    /** Whether users who are not listed can be looked up; null when they are not to be. */
    static @Nullable Finding lookup(Database database, Connection asEngine) {
        Lookup lookup = database.lookup();
        if (lookup == null) {
            return null;
        }
        String subject = database.name() + " lookup";
        String query = lookup.query() == null
                ? "SELECT rolname, rolpassword FROM pg_catalog.pg_authid WHERE rolname = $1"
                : lookup.query();
        try (Statement statement = asEngine.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SET search_path = pg_catalog");
            statement.execute("PREPARE crossfade_doctor (pg_catalog.text) AS " + query);
            try (ResultSet rows = statement.executeQuery("EXECUTE crossfade_doctor ('')")) {
                return rows.getMetaData().getColumnCount() < 2
                        ? new Finding(
                                subject,
                                "query",
                                Verdict.FAILED,
                                "it returns one column",
                                "return the name and its verifier")
                        : Finding.ok(subject, "query", database.blue().user() + " may look users up");
            } finally {
                statement.execute("RESET search_path");
            }
        } catch (SQLException e) {
            boolean somebodyListed = !database.users().isEmpty();
            return new Finding(
                    subject,
                    "query",
                    somebodyListed ? Verdict.WARNING : Verdict.FAILED,
                    (somebodyListed ? "only the users listed can log in: " : "nobody can log in: ")
                            + database.blue().user() + " may not look users up ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")",
                    "see \"Who may log in\" in the README: a function with SECURITY DEFINER; or write lookup: off");
        }
    }
}
