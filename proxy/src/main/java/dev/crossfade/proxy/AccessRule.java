package dev.crossfade.proxy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * A rule for clients, like a line of pg_hba.conf (https://www.postgresql.org/docs/15/auth-pg-hba-conf.html).
 *
 * @param databases names as clients give them, or {@value #ALL}, {@value #SAME_USER}, {@value #REPLICATION}; a physical
 *     replication connection is in no database, so that only the last fits it
 * @param users names, or {@value #ALL}
 * @param networks empty for everywhere; unix sockets are in none
 * @param clientCertificate what a client's certificate must be besides
 * @param certificateUsers which user a certificate's common name stands for; a name that is not here stands for itself
 */
public record AccessRule(
        Connection connection,
        List<String> databases,
        List<String> users,
        List<Network> networks,
        Method method,
        ClientCertificate clientCertificate,
        Map<String, String> certificateUsers) {
    public static final String ALL = "all";
    public static final String SAME_USER = "sameuser";
    public static final String REPLICATION = "replication";

    /** Everybody from everywhere by SCRAM-SHA-256. */
    public static final AccessRule DEFAULT = new AccessRule(
            Connection.ANY,
            List.of(ALL, REPLICATION),
            List.of(ALL),
            List.of(),
            Method.SCRAM_SHA_256,
            ClientCertificate.ANY,
            Map.of());

    public AccessRule {
        databases = List.copyOf(databases);
        users = List.copyOf(users);
        networks = List.copyOf(networks);
        certificateUsers = Map.copyOf(certificateUsers);
        boolean onlyTls = connection == Connection.TLS;
        if (method == Method.PASSWORD && !onlyTls) {
            throw new IllegalArgumentException("a password in clear is taken over TLS only");
        }
        if ((method == Method.CERT || clientCertificate != ClientCertificate.ANY) && !onlyTls) {
            throw new IllegalArgumentException("certificates are shown over TLS only");
        }
        if (method == Method.TRUST
                && connection != Connection.LOCAL
                && (networks.isEmpty() || !networks.stream().allMatch(Network::isLoopback))) {
            throw new IllegalArgumentException("nobody is trusted beyond this machine");
        }
    }

    /** How a client is connected. */
    public enum Connection {
        ANY,
        /** By a unix socket. */
        LOCAL,
        /** By TCP, with or without TLS. */
        HOST,
        TLS,
        /** By TCP without TLS. */
        PLAIN
    }

    /** How a client proves who it is. */
    public enum Method {
        /** SCRAM-SHA-256, over TLS also bound to the certificate shown. */
        SCRAM_SHA_256,
        /** An md5 answer for users whose md5 hash is known, SCRAM for the others. */
        MD5,
        /** The password in clear, over TLS. */
        PASSWORD,
        /** A certificate whose common name stands for the user. */
        CERT,
        /** Not at all: for this machine alone. */
        TRUST,
        REJECT
    }

    /** What is asked of a certificate besides the method. */
    public enum ClientCertificate {
        /** Nothing: it need not be there. */
        ANY,
        /** An authority vouches for it. */
        VERIFY_CA,
        /** And its common name stands for the user. */
        VERIFY_FULL
    }

    /**
     * Addresses that begin alike.
     *
     * @param bits how many leading bits count
     */
    public record Network(InetAddress address, int bits) {
        public Network {
            if (bits < 0 || bits > address.getAddress().length * 8) {
                throw new IllegalArgumentException("no such mask: " + bits);
            }
        }

        /** Whether an address is in it. */
        public boolean contains(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] theirs = other.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >>> (bit & 7);
                if (((mine[bit >> 3] ^ theirs[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }

        /** Whether nobody but this machine can be in it. */
        public boolean isLoopback() {
            return address.isLoopbackAddress() && bits >= (address.getAddress().length == 4 ? 8 : 128);
        }

        @Override
        public String toString() {
            return address.getHostAddress() + "/" + bits;
        }
    }
}
